#if MPI
  import Foundation
  import Testing

  /// A job of several real processes on this machine, started by `mpirun`.
  struct MPIJob {
    let tiny: TinyTraining
    /// Marks the processes of this job among those of the machine.
    private let mark = UUID().uuidString

    static let isPossible =
      ProcessInfo.processInfo.environment["PATH"]?.split(separator: ":").contains {
        FileManager.default.isExecutableFile(atPath: "\($0)/mpirun")
      } == true

    /// Runs `mpirun -n RANKS hebb …`; a job that hangs is ended, and fails.
    func run(
      _ ranks: Int, _ arguments: [String], options: [String] = [], meanwhile: (Process) throws -> Void = { _ in }
    ) throws -> CommandResult {
      try run([(ranks, arguments)], options: options, meanwhile: meanwhile)
    }

    /// The same with other arguments for some of the processes.
    ///
    /// - Parameter options: of mpirun.
    func run(
      _ parts: [(ranks: Int, arguments: [String])], options: [String] = [],
      meanwhile: (Process) throws -> Void = { _ in }
    ) throws -> CommandResult {
      var words =
        ["timeout", "--foreground", "--kill-after=30", "60", "mpirun", "--oversubscribe", "--bind-to", "none"] + options
      for (index, part) in parts.enumerated() {
        words += (index > 0 ? [":"] : []) + ["-n", "\(part.ranks)", programURL.path] + part.arguments
      }
      return try CommandTests.run(
        URL(fileURLWithPath: "/usr/bin/env"), words,
        environment: tiny.environment.merging([
          "OMPI_ALLOW_RUN_AS_ROOT": "1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1", "HEBB_TEST_JOB": mark,
        ]) { $1 }, meanwhile: meanwhile)
    }

    /// The process of a rank while the job runs.
    func process(ofRank rank: Int) throws -> pid_t {
      try runningProcess(with: ["HEBB_TEST_JOB=\(mark)", "OMPI_COMM_WORLD_RANK=\(rank)"])
    }
  }

  /// The process of this machine that has these variables in its environment.
  func runningProcess(with variables: Set<Substring>) throws -> pid_t {
    let found = try FileManager.default.contentsOfDirectory(atPath: "/proc").compactMap(pid_t.init).first { id in
      guard let environment = try? String(contentsOfFile: "/proc/\(id)/environ", encoding: .utf8) else { return false }
      return variables.isSubset(of: environment.split(separator: "\0"))
    }
    return try #require(found, "no process with \(variables.sorted())")
  }

  /// The floats of a run's checkpoint, by name.
  func checkpointValues(_ run: URL) throws -> [String: [Float]] {
    let data = try Data(contentsOf: run.appendingPathComponent("checkpoint.safetensors"))
    let length = data.prefix(8).enumerated().reduce(0) { $0 | Int($1.element) << (8 * $1.offset) }
    let header = try #require(
      try JSONSerialization.jsonObject(with: data[8..<8 + length]) as? [String: [String: Any]])
    return try header.filter { $0.key != "__metadata__" }.mapValues { entry in
      let range = try #require(entry["data_offsets"] as? [Int])
      let bytes = data[8 + length + range[0]..<8 + length + range[1]]
      return bytes.withUnsafeBytes { raw in
        (0..<raw.count / 4).map { raw.loadUnaligned(fromByteOffset: 4 * $0, as: Float.self) }
      }
    }
  }
#endif
