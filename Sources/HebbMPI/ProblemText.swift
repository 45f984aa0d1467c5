#if MPI
  import HebbSupport

  /// A problem as bytes of a fixed number, to be carried to other processes.
  enum ProblemText {
    /// Between the parts; texts have no such character.
    private static let separator: UInt8 = 0x1F

    /// What does not fit is cut off.
    static func write(_ problem: Problem, to bytes: inout [UInt8]) {
      let parts = [problem.what, problem.place ?? "", problem.advice ?? ""]
      let text = Array(parts.map { Array($0.utf8) }.joined(separator: [separator]))
      for (i, byte) in text.prefix(bytes.count - 1).enumerated() { bytes[i] = byte }
    }

    static func read(_ bytes: [UInt8]) -> Problem {
      let parts = bytes.prefix { $0 != 0 }.split(separator: separator, omittingEmptySubsequences: false).map {
        String(decoding: $0, as: UTF8.self)
      }
      func part(_ index: Int) -> String? { index < parts.count && !parts[index].isEmpty ? parts[index] : nil }
      return Problem(part(0) ?? "another process has failed", at: part(1), advice: part(2))
    }
  }
#endif
