import Foundation
import Testing

#if MPI
  /// Real processes over loopback.
  @Suite("Several processes train one network", .serialized, .enabled(if: MPIJob.isPossible, "there is no mpirun"))
  struct MPITests {
    private let tiny: TinyTraining
    private let job: MPIJob

    init() throws {
      tiny = try TinyTraining()
      job = MPIJob(tiny: tiny)
    }

    /// The built-in networks in small: two epochs of four batches, the last of them shorter.
    static let networks: [(name: String, changes: [String])] = [
      ("hebbian-cnn", TinyTraining.changes),
      ("hebbian-cnn-pruned", TinyTraining.changes),
      ("softhebb", deep), ("bcm-cnn", deep),
      ("krotov-hopfield", flat + ["readout.epochs=1"].flatMap { ["--set", $0] }),
      ("hebbnet-fast", flat),
    ]
    private static let deep = [
      "layers.0.channels=8", "layers.1.channels=10", "layers.2.channels=12", "training.batch=30", "readout.epochs=1",
      "readout.flips=false", "training.precision=float32",
    ].flatMap { ["--set", $0] }
    private static let flat = ["layers.0.channels=40", "training.batch=30", "dataset=cifar10"].flatMap {
      ["--set", $0]
    }

    private func arguments(_ name: String, shards: Int, epochs: Int = 2) throws -> [String] {
      let changes = try #require(Self.networks.first { $0.name == name }?.changes)
      return ["train", name, "--epochs", "\(epochs)", "--json", "--set", "training.shards=\(shards)"] + tiny.places
        + changes
    }

    private func digest(_ result: CommandResult) throws -> String {
      try #require(try result.object()["weightsDigest"] as? String)
    }

    @Test("With fixed shards 1, 2 and 3 processes have the same weights, bit for bit", arguments: networks.map(\.name))
    func fixedShards(name: String) throws {
      let arguments = try arguments(name, shards: 6)
      let one = try hebb(arguments, environment: tiny.environment)
      for ranks in name == "hebbian-cnn" ? [1, 2, 3] : [2, 3] {
        let several = try job.run(ranks, arguments + ["--mpi"])
        #expect(try digest(several) == digest(one), "\(ranks) processes")
        #expect(try several.object()["ranks"] as? Int == ranks)
        #expect(try several.object()["accuracy"] as? [String: Double] == one.object()["accuracy"] as? [String: Double])
      }
      #expect(try tiny.runs().count == (name == "hebbian-cnn" ? 4 : 3), "only the first process keeps a run")
    }

    @Test("Without them 2 and 3 processes agree with one to 1e-5", arguments: networks.map(\.name))
    func agree(name: String) throws {
      let arguments = try arguments(name, shards: 1, epochs: 1)
      func values(_ result: CommandResult) throws -> [String: [Float]] {
        try checkpointValues(URL(fileURLWithPath: try #require(try result.object()["run"] as? String)))
      }
      let one = try values(hebb(arguments, environment: tiny.environment))
      for ranks in name == "hebbian-cnn" ? [2, 3] : [3] {
        for (name, several) in try values(job.run(ranks, arguments + ["--mpi"])) where !name.hasPrefix("readout") {
          let alone = try #require(one[name])
          let most = zip(several, alone).reduce(Float(0)) { max($0, abs($1.0 - $1.1)) }
          #expect(most <= 1e-5 * max(1, alone.reduce(0) { max($0, abs($1)) }), "\(name), \(ranks) processes")
        }
      }
    }

    @Test("After kill -9 of a process the job ends, and its run goes on with another number of processes")
    func killed() throws {
      let killed = try job.run(2, arguments("hebbian-cnn", shards: 6, epochs: 100_000) + ["--mpi"]) { process in
        try tiny.waitForEpochs(3, of: process)
        kill(try job.process(ofRank: 1), SIGKILL)
      }
      #expect(killed.exitCode != 0)
      let run = try #require(try tiny.runs().first)
      #expect((killed.output + killed.errors).contains("go on with: hebb train --resume \(run.path)"), "\(killed)")
      try expectResumes(run)
    }

    @Test("SIGTERM to mpirun saves the state")
    func terminated() throws {
      // By default mpirun allows one second, which can be too little beside all other tests. It waits as long before it
      // passes the signal on.
      let options = ["--mca", "odls_base_sigkill_timeout", "3"]
      let arguments = try arguments("hebbian-cnn-pruned", shards: 6, epochs: 100_000) + ["--mpi"]
      let stopped = try job.run(2, arguments, options: options) { process in
        try tiny.waitForEpochs(3, of: process)
        process.terminate()
      }
      #expect(stopped.exitCode != 0)
      let run = try #require(try tiny.runs().first)
      #expect(try record(of: run)["status"] as? String == "interrupted")
      #expect(stopped.errors.contains("stopping as soon as all processes have done the work at hand"))
      try expectResumes(run)
    }

    @Test("A process that is asked to stop stops all at the same batch")
    func stopped() throws {
      let stopped = try job.run(3, arguments("hebbian-cnn", shards: 6, epochs: 100_000) + ["--mpi"]) { process in
        try tiny.waitForEpochs(2, of: process)
        kill(try job.process(ofRank: 2), SIGTERM)
      }
      #expect(stopped.exitCode == 130, "\(stopped.errors)")
      #expect(stopped.output.contains("everything is saved"))
      try expectResumes(try #require(try tiny.runs().first))
    }

    /// Goes on for a little with three processes, and compares with one process that was never stopped.
    private func expectResumes(_ run: URL) throws {
      let epochs = try String(contentsOf: run.appendingPathComponent("metrics.jsonl"), encoding: .utf8).count {
        $0 == "\n"
      }
      let file = run.appendingPathComponent("spec.yaml")
      let specification = try String(contentsOf: file, encoding: .utf8)
      try specification.replacing("epochs: 100000", with: "epochs: \(epochs + 2)").write(
        to: file, atomically: true, encoding: .utf8)
      let resumed = try job.run(3, ["train", "--resume", run.path, "--mpi", "--json"])
      let name = try #require(try record(of: run)["spec"] as? String)
      let whole = try hebb(arguments(name, shards: 6, epochs: epochs + 2), environment: tiny.environment)
      #expect(try digest(resumed) == digest(whole))
    }

    private func record(of run: URL) throws -> [String: Any] {
      let data = try Data(contentsOf: run.appendingPathComponent("run.json"))
      return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    }

    @Test("Data that one process lacks is one error, and no run")
    func missingData() throws {
      let arguments = try arguments("hebbian-cnn", shards: 1).filter { $0 != "--json" } + ["--mpi"]
      let empty = tiny.folder.appendingPathComponent("empty")
      try FileManager.default.createDirectory(at: empty, withIntermediateDirectories: true)
      let lacking = arguments.map { $0 == tiny.data.path ? empty.path : $0 }
      for parts in [[(1, arguments), (1, lacking)], [(1, lacking), (1, arguments)], [(3, lacking)]] {
        let result = try job.run(parts)
        #expect(result.exitCode == 1)
        #expect(result.errors.components(separatedBy: "error:").count == 2, "\(result.errors)")
        #expect(result.errors.contains("the data set cifar10 was not found"))
      }
      #expect(try tiny.runs().isEmpty)
    }

    @Test("Processes that would train different networks are told apart before they begin")
    func different() throws {
      let arguments = try arguments("hebbian-cnn", shards: 1) + ["--mpi"]
      let result = try job.run([(2, arguments), (1, arguments + ["--seed", "2"])])
      let error = try #require(try result.object()["error"] as? [String: Any])
      #expect((error["what"] as? String)?.hasPrefix("process 2 has other images") == true)
      #expect(try tiny.runs().isEmpty)
    }

    @Test("Weights that diverge are one error with its place, and a failed run")
    func diverging() throws {
      let rule = #"layers.0.rule={name: polynomial, formula: "1e35*x*y^2"}"#
      let changes = [rule, "layers.0.learningRate=1e6", "layers.0.scale=sum"].flatMap { ["--set", $0] }
      let result = try job.run(2, arguments("krotov-hopfield", shards: 1) + ["--mpi"] + changes)
      let error = try #require(try result.object()["error"] as? [String: Any])
      #expect((error["what"] as? String)?.contains("diverged") == true)
      #expect((error["place"] as? String)?.hasSuffix("layers.0") == true)
      #expect(try record(of: try #require(try tiny.runs().first))["status"] as? String == "failed")
    }

    @Test("What several processes cannot do is refused, with what to do instead")
    func refused() throws {
      func what(_ ranks: Int, _ arguments: [String]) throws -> String {
        let error = try job.run(ranks, arguments).object()["error"] as? [String: Any]
        return try #require(error?["what"] as? String)
      }
      let training = try arguments("hebbian-cnn", shards: 2) + ["--mpi"]
      #expect(try what(3, training).hasPrefix("2 shards of a batch leave nothing to do for some of 3 processes"))
      #expect(try what(2, training + ["--set", "layers.1.rule=trace"]).contains("the rule “trace” cannot be divided"))
      #expect(
        try what(2, arguments("hebbian-cnn", shards: 1) + ["--mpi", "--set", "training.batch=1"])
          == "a batch of 1 cannot be divided among 2 processes")
      #expect(try what(2, ["train", "hebbian-rnn", "--mpi", "--json"]).hasPrefix("networks on sequences"))
    }

    @Test("bench mpi times sums, and fits their latency and speed")
    func bench() throws {
      let result = try job.run(2, ["bench", "mpi", "--rounds", "3", "--largest", "65536", "--json"]).object()
      #expect(result["ranks"] as? Int == 2)
      #expect(try #require(result["secondsToAgree"] as? Double) > 0)
      #expect((result["sums"] as? [[String: Any]])?.count == 4)
    }
  }
#else
  @Suite("A program without MPI")
  struct MPITests {
    @Test("says how to build one with it")
    func refused() throws {
      let result = try hebb("train", "hebbian-cnn", "--mpi")
      #expect(result.exitCode == 1)
      #expect(result.errors.contains("built without MPI") && result.errors.contains("make build"))
    }
  }
#endif
