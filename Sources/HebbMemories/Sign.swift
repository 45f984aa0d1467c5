import HebbTensor

/// The threshold of units that are +1 or −1.
enum Sign {
  /// The sign of a unit's field; where the field is 0, the unit stays as it is.
  @inline(__always)
  static func of(_ field: Float, keeping state: Float) -> Float { field > 0 ? 1 : field < 0 ? -1 : state }

  static func of(_ fields: Tensor, keeping states: Tensor) -> Tensor { fields.combined(with: states, of) }
}
