import CHebbKernels

/// The C kernels of recall for this machine, or for one of its instruction sets by name.
enum MemoryKernels {
  /// Those in use, which the environment variable `HEBB_ISA` can select.
  static let selected: HebbMemoryKernels = hebb_kernels().pointee.memory

  /// Nil if this machine has no such instruction set.
  static func named(_ name: String) -> HebbMemoryKernels? { hebb_kernels_named(name)?.pointee.memory }
}
