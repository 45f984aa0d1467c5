import CHebbKernels

/// The compiled kernels for one instruction set, as far as they serve whole populations.
struct UpdateKernels: Sendable {
  /// Those for this machine, or what the environment variable `HEBB_ISA` asks for.
  static let selected = UpdateKernels(hebb_kernels())

  // An immutable table of the C module, there as long as the program runs.
  private nonisolated(unsafe) let table: UnsafePointer<HebbKernels>

  private init(_ table: UnsafePointer<HebbKernels>) { self.table = table }

  /// Nil if this machine has none of that name.
  init?(named name: String) {
    guard let table = hebb_kernels_named(name) else { return nil }
    self.init(table)
  }

  var products: HebbProductKernels {
    @inline(__always) get { table.pointee.products }
  }

  var sparse: HebbSparseKernels {
    @inline(__always) get { table.pointee.sparse }
  }
  var rows: HebbRowKernels { table.pointee.rows }
}
