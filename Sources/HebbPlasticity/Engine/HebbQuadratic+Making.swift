import CHebbKernels

extension HebbQuadratic {
  var isZero: Bool { c0 == 0 && c1 == 0 && c2 == 0 }

  func scaled(by factor: Float) -> HebbQuadratic { HebbQuadratic(c0: factor * c0, c1: factor * c1, c2: factor * c2) }

  /// v ↦ factor v
  static func linear(_ factor: Float) -> HebbQuadratic { HebbQuadratic(c0: 0, c1: factor, c2: 0) }
}
