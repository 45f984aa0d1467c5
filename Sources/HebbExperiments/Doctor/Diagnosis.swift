public import HebbData

/// What is installed on this machine and what Hebb will use of it.
public struct Diagnosis: Sendable, Encodable {
  public struct System: Sendable, Encodable {
    public let name: String
    public let architecture: String
    public let processor: String
    public let cores: Int
    public let memoryBytes: Int
    /// Whether standard output is a terminal.
    public let terminal: Bool
  }

  public struct Computing: Sendable, Encodable {
    /// Instruction-set extensions of the processor.
    public let features: [String]
    /// The kernels in use.
    public let kernels: String
    public let availableKernels: [String]
    /// The value of `HEBB_ISA`, if it is set.
    public let requestedKernels: String?
    /// What one core reaches with these kernels, in 10⁹ floating-point operations per second.
    public let peakGigaflops: Double
    public let linearAlgebra: String
    /// Whether products of bfloat16 factors (`training.precision`) have instructions of their own.
    public let bfloat16: Bool
  }

  /// Of Hebb.
  public let version: String
  public let system: System
  public let computing: Computing
  public let datasets: [DatasetStatus]
  /// For downloads and prepared images.
  public let cache: FolderStatus
  /// For runs.
  public let store: FolderStatus
  /// What will not work as the user may expect, and what to do about it.
  public let warnings: [String]
}
