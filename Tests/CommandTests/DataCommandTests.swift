import Foundation
import TestSupport
import Testing

@Suite("hebb data")
struct DataCommandTests {
  private static let mnist = ["train-images-idx3", "train-labels-idx1", "t10k-images-idx3", "t10k-labels-idx1"]

  @Test("list shows every data set, and where it is")
  func list() throws {
    try withFolder { folder in
      try makeMNIST(in: folder)
      for result in [try hebb("data", "list", "--data", folder.path), try hebb("data", "--data", folder.path)] {
        #expect(result.exitCode == 0)
        #expect(result.output.contains("cifar10          60000  170.1 MB  not found; hebb data fetch cifar10"))
        #expect(result.output.contains(folder.appendingPathComponent("mnist").path))
      }
      let json = try hebb("data", "list", "--json", "--data", folder.path)
      let object = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any]
      let datasets = try #require(object?["datasets"] as? [[String: Any]])
      let names = ["cifar10", "cifar100", "mnist", "fashion-mnist", "omniglot", "omniglot-small"]
      #expect(datasets.compactMap { $0["name"] as? String } == names)
      #expect(datasets[0]["folder"] is NSNull)
    }
  }

  @Test("where prints the folder and nothing else, or fails")
  func place() throws {
    try withFolder { folder in
      let (data, mnist) = (folder.path, folder.appendingPathComponent("mnist").path)
      let absent = try hebb("data", "where", "mnist", "--data", data)
      #expect(absent.exitCode == 1 && absent.output.isEmpty)
      #expect(absent.errors.contains("hebb data fetch mnist"))
      try makeMNIST(in: folder)
      #expect(try hebb("data", "where", "mnist", "--data", data).output == mnist + "\n")
      #expect(try hebb("data", "where", "mnist", environment: ["HEBB_DATA": data]).output == mnist + "\n")
      #expect(try hebb("data", "where", "mnits", "--data", data).errors.contains("Did you mean mnist?"))
    }
  }

  @Test("A folder of data sets that is not there is a mistake, whoever names it")
  func noFolder() throws {
    #expect(try hebb("data", "list", "--data", "/nonexistent").errors.contains("where: --data"))
    #expect(try hebb("data", "list", environment: ["HEBB_DATA": "/nonexistent"]).errors.contains("where: HEBB_DATA"))
  }

  @Test("fetch of what is there already asks no server, and says where it is")
  func complete() throws {
    try withFolder { folder in
      let unpacked = folder.appendingPathComponent("cifar10/cifar-10-batches-bin")
      try FileManager.default.createDirectory(at: unpacked, withIntermediateDirectories: true)
      for name in (1...5).map({ "data_batch_\($0)" }) + ["test_batch"] {
        try Data().write(to: unpacked.appendingPathComponent(name + ".bin"))
      }
      try Data().write(to: unpacked.appendingPathComponent("batches.meta.txt"))
      let arguments = ("http://127.0.0.1:9/", folder.path)
      let text = try hebb("data", "fetch", "CIFAR-10", "--mirror", arguments.0, "--into", arguments.1)
      #expect(text.output == "cifar10 is complete in \(folder.path)/cifar10 (170.1 MB)\n")
      #expect(text.exitCode == 0)
      let json = try hebb("data", "fetch", "cifar10", "--json", "--mirror", arguments.0, "--into", arguments.1)
      let object = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any]
      #expect(object?["folder"] as? String == folder.path + "/cifar10")
    }
  }

  @Test("fetch without a network names file, address and --data")
  func unreachable() throws {
    try withFolder { folder in
      let result = try hebb("data", "fetch", "mnist", "--mirror", "http://127.0.0.1:9/files", "--into", folder.path)
      #expect(result.exitCode == 1)
      #expect(result.errors.contains("where: http://127.0.0.1:9/files/train-images-idx3-ubyte.gz"))
      #expect(result.errors.contains("--data"))
    }
  }

  @Test(
    "fetch refuses what is no data set and no address",
    arguments: [("mnits", "http://localhost/", 1), ("mnist", "x", 64)])
  func refused(name: String, mirror: String, exitCode: Int32) throws {
    #expect(try hebb("data", "fetch", name, "--mirror", mirror).exitCode == exitCode)
  }

  @Test("Ctrl-C keeps what has arrived, says so, and the next run continues it", .enabled(if: SlowServer.isAvailable))
  func interrupted() throws {
    try withFolder { folder in
      let server = try SlowServer()
      let partial = folder.appendingPathComponent("mnist/train-images-idx3-ubyte.gz.partial")
      var sizes: [Int] = []
      for _ in 0..<2 {
        let before = sizes.last ?? 0
        let result = try hebb("data", "fetch", "mnist", "--mirror", server.address, "--into", folder.path) { process in
          for _ in 0..<500 where size(of: partial) <= before { usleep(20_000) }
          kill(process.processIdentifier, SIGINT)
        }
        #expect(result.exitCode == 1)
        #expect(result.errors.hasPrefix("error: the download of mnist was interrupted; what has arrived is kept"))
        sizes.append(size(of: partial))
      }
      #expect(0 < sizes[0] && sizes[0] < sizes[1])
    }
  }

  private func size(of file: URL) -> Int {
    (try? FileManager.default.attributesOfItem(atPath: file.path)[.size] as? Int) ?? 0
  }

  private func makeMNIST(in folder: URL) throws {
    let mnist = folder.appendingPathComponent("mnist")
    try FileManager.default.createDirectory(at: mnist, withIntermediateDirectories: true)
    for name in Self.mnist { try Data().write(to: mnist.appendingPathComponent(name + "-ubyte.gz")) }
  }

  private func withFolder(_ body: (URL) throws -> Void) throws {
    let folder = try TemporaryFolder()
    try withExtendedLifetime(folder) { try body(folder.url) }
  }
}
