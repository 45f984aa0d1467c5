import HebbTensor

/// A kind of reference case that the library can compute. A new kind is a file of its own and a line in
/// `Verification.kinds`.
protocol ReferenceKind: Sendable {
  /// What cases give as their `kind`.
  var name: String { get }

  /// Everything that the library computes from the case's inputs and that `expected` may hold.
  ///
  /// - Throws: `Problem` if an input is missing or does not fit; `NotSupported`.
  func results(of reference: ReferenceCase) throws -> [ReferenceResult]
}

/// A result under the name that `expected` has for it.
struct ReferenceResult: Sendable {
  let name: String
  let values: Tensor
  /// Whether it must match to the last bit: choices rather than measurements.
  var isExact = false
}

/// The library does not have what a case asks for.
struct NotSupported: Error {
  let reason: String
}
