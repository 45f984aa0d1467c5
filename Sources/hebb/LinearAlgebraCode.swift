import Foundation
import HebbNetworks
import HebbTensor

/// Which code the linear algebra runs.
enum LinearAlgebraCode {
  private static let variable = "OPENBLAS_CORETYPE"

  /// Begins the program anew with better code, where OpenBLAS has chosen badly.
  ///
  /// A processor that is newer than the installed OpenBLAS gets the code of 2004, for which whitening and read-outs wait.
  /// OpenBLAS looks for another choice only while it is loaded, so the program has to be loaded again.
  static func chooseBest() {
    #if os(Linux)
      guard LinearAlgebra.libraryName.hasSuffix("Prescott"), getenv(variable) == nil, let core = newerCore,
        let program = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
      else { return }
      setenv(variable, core, 1)
      // If that fails, slower code is no reason to stop.
      execv(program, CommandLine.unsafeArgv)
    #endif
  }

  private static var newerCore: String? {
    let cores = [("avx512", "SkylakeX"), ("avx2", "Haswell")]
    return cores.first { KernelSupport.available.contains($0.0) }?.1
  }
}
