import Foundation
import HebbData
import TestSupport
import Testing

@Suite("The catalog of data sets")
struct DatasetCatalogTests {
  private let root: TemporaryFolder
  private let catalog = DatasetCatalog.standard

  init() throws { root = try TemporaryFolder() }

  private func url(_ path: String) -> URL { root.url.appendingPathComponent(path) }

  private func folders(_ environment: [String: String] = [:]) -> DataFolders {
    DataFolders(environment: environment, home: url("home"), system: url("system"))
  }

  /// A data set in MNIST's format whose only training image is of this class.
  private func writeDigits(label: UInt8, to path: String) throws {
    for split in ["train", "t10k"] {
      try root.write(ImageFixtures.idx([1, 1, 1], [label]), to: "\(path)/\(split)-images-idx3-ubyte")
      try root.write(ImageFixtures.idx([1], [label]), to: "\(path)/\(split)-labels-idx1-ubyte")
    }
  }

  private func writeImages(to path: String) throws {
    let png = try ImageFixtures.png([1], height: 1, width: 1, channels: 1)
    try root.write(png, to: "\(path)/train/a/1.png")
    try root.write(png, to: "\(path)/test/a/1.png")
  }

  private func cache(_ name: String) -> String {
    String(folders().cache(for: name).path.dropFirst(root.url.path.count + 1))
  }

  @Test(
    "Names are found whatever their case and hyphens",
    arguments: [
      ("cifar10", "cifar10"), ("CIFAR-10", "cifar10"), ("cifar_100", "cifar100"), ("MNIST", "mnist"),
      ("FashionMNIST", "fashion-mnist"), ("Omniglot_Small", "omniglot-small"),
    ])
  func names(given: String, expected: String) throws {
    #expect(try catalog.entry(named: given).name == expected)
  }

  @Test("An unknown name is a problem with the nearest one")
  func unknownName() {
    expectProblem(mentioning: "minst", "Did you mean mnist?", "--data") { try catalog.entry(named: "minst") }
    expectProblem(mentioning: "imagenet", "cifar10, cifar100, mnist, fashion-mnist") {
      try catalog.load("imagenet", in: folders())
    }
  }

  @Test("Every official file has an address, a size and a SHA-256, and is downloaded under a name of its own")
  func officialFiles() {
    #expect(
      catalog.entries.map(\.name) == ["cifar10", "cifar100", "mnist", "fashion-mnist", "omniglot", "omniglot-small"])
    for entry in catalog.entries {
      #expect(Set(entry.files.map(\.name)).count == entry.files.count)
      for file in entry.files {
        #expect(file.address.host != nil)
        #expect(file.size > 1000)
        #expect(file.sha256.count == 64 && file.sha256.allSatisfy { $0.isHexDigit && !$0.isUppercase })
        #expect(file.name.hasSuffix(".gz") || file.name.hasSuffix(".zip"))
      }
    }
  }

  @Test("Places are tried in order: HEBB_DATA, the cache, the system")
  func order() throws {
    func label(_ environment: [String: String] = [:]) throws -> Int {
      try catalog.load("mnist", in: folders(environment)).training.labels[0]
    }
    try writeDigits(label: 1, to: "system/mnist")
    #expect(try label() == 1)
    try writeDigits(label: 2, to: cache("mnist"))
    #expect(try label() == 2)
    try writeDigits(label: 3, to: "shared")
    #expect(try label(["HEBB_DATA": url("shared").path]) == 3)
    try writeDigits(label: 4, to: "shared/mnist")
    #expect(try label(["HEBB_DATA": url("shared").path]) == 4)
    #expect(try label(["HEBB_DATA": ""]) == 2)
    #expect(try label(["HEBB_DATA": url("nowhere").path]) == 2)
    #expect(try catalog.load("mnist", data: url("shared"), in: folders()).training.labels[0] == 4)
  }

  @Test("An explicit folder is the only place that counts")
  func explicit() throws {
    try writeDigits(label: 1, to: cache("mnist"))
    #expect(try catalog.locate("mnist", in: folders())?.path == url(cache("mnist")).path)
    #expect(try catalog.locate("mnist", data: url("nowhere"), in: folders()) == nil)
    expectProblem(mentioning: "mnist", url("nowhere").path, "train-images-idx3-ubyte.gz", "hebb data fetch mnist") {
      try catalog.load("mnist", data: url("nowhere"), in: folders())
    }
  }

  @Test("HEBB_DATA naming the folder of MNIST is not taken for Fashion-MNIST, whose files have the same names")
  func sameFileNames() throws {
    try writeDigits(label: 1, to: "mnist")
    let folders = folders(["HEBB_DATA": url("mnist").path])
    #expect(try catalog.locate("mnist", in: folders) != nil)
    #expect(try catalog.locate("fashion-mnist", in: folders) == nil)
  }

  @Test("A data set that is nowhere is a problem with its files, the official address, the command and the option")
  func notFound() throws {
    #expect(try catalog.locate("cifar10", in: folders()) == nil)
    expectProblem(
      mentioning: "cifar10", "data_batch_1.bin", "https://www.cs.toronto.edu/~kriz/", "hebb data fetch cifar10",
      "--data", url(cache("cifar10")).path
    ) { try catalog.load("CIFAR-10", in: folders()) }
  }

  @Test("A data set of which only some files are there is a problem naming the others and that place")
  func incomplete() throws {
    try writeDigits(label: 1, to: cache("mnist"))
    try FileManager.default.removeItem(at: url(cache("mnist") + "/train-labels-idx1-ubyte"))
    expectProblem(mentioning: "incomplete", "train-labels-idx1-ubyte.gz", url(cache("mnist")).path) {
      try catalog.load("mnist", in: folders())
    }
  }

  @Test("A folder with train/ is read as images under any name, known or not")
  func imageFolders() throws {
    try writeImages(to: "pictures")
    for name in ["pictures", "cifar10", "anything"] {
      let dataset = try catalog.load(name, data: url("pictures"), in: folders())
      #expect(dataset.name == name)
      #expect(dataset.classNames == ["a"])
    }
    #expect(try catalog.load("pictures", data: root.url, in: folders()).training.count == 1)
    #expect(try catalog.load("pictures", in: folders(["HEBB_DATA": root.url.path])).test.count == 1)
  }

  @Test("The official files win over a folder of images beside them")
  func officialFilesWin() throws {
    try writeImages(to: "both")
    try writeDigits(label: 7, to: "both")
    #expect(try catalog.load("mnist", data: url("both"), in: folders()).training.labels == [7])
  }
}
