import CHebbKernels

/// Which compute kernels this machine can run, which it will run, and how fast they can be.
public enum KernelSupport {
  /// All instruction sets that kernels are written for, best first; not every machine has all of them.
  public static let known = ["avx512bf16", "avx512", "avx2", "base"]

  /// Those that this machine has, best first.
  public static var available: [String] { known.filter { hebb_kernels_named($0) != nil } }

  /// The one in use: the best, unless the environment variable `HEBB_ISA` names another that is available.
  public static var selected: String {
    hebb_kernels().map { String(cString: $0.pointee.name) } ?? "base"
  }

  /// Whether the selected kernels multiply bfloat16 factors by instructions of their own, at twice the speed of float32.
  public static var hasBrainProducts: Bool { selected == "avx512bf16" }

  /// Floating-point operations per second that one core reaches with the selected kernels while nothing but arithmetic
  /// limits it: fused multiply-adds on registers, each counted as two operations.
  ///
  /// The best of many short pieces, so that what else the machine does hardly shows.
  ///
  /// - Parameter seconds: how long to measure.
  public static func measurePeak(seconds: Double = 0.2) -> Double {
    guard let peak = hebb_kernels()?.pointee.peak else { return 0 }
    let rounds: Int64 = 1 << 16
    let operations = Double(16 * 2 * 12 * rounds)  // as the kernel's header states
    let (clock, start) = (ContinuousClock(), ContinuousClock.now)
    var best = 0.0
    repeat {
      let duration = clock.measure { _ = peak(rounds) } / .seconds(1)
      if duration > 0 { best = max(best, operations / duration) }
    } while (clock.now - start) / .seconds(1) < seconds
    return best
  }
}
