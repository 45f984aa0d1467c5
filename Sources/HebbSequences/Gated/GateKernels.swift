import CHebbKernels

/// The C kernels of gated recurrent units for this machine, or for one of its instruction sets by name.
struct GateKernels: Sendable {
  /// Those in use, which the environment variable `HEBB_ISA` can select.
  static let selected = GateKernels(hebb_kernels())

  // An immutable table of the C module, there as long as the program runs.
  private nonisolated(unsafe) let table: UnsafePointer<HebbKernels>

  private init(_ table: UnsafePointer<HebbKernels>) { self.table = table }

  /// Nil if this machine has no such instruction set.
  init?(named name: String) {
    guard let table = hebb_kernels_named(name) else { return nil }
    self.init(table)
  }

  var gates: HebbGateKernels { table.pointee.gates }
  var products: HebbProductKernels { table.pointee.products }
}
