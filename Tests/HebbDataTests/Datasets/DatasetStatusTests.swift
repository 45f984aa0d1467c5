import Foundation
import HebbData
import HebbSupport
import TestSupport
import Testing

@Suite("DatasetStatus")
struct DatasetStatusTests {
  private static let files = DatasetEntry.mnist.files.map(\.name)

  @Test("Data sets are listed in the catalogue's order, with a folder where all files are")
  func found() throws {
    let temporary = try TemporaryFolder()
    for file in Self.files { try temporary.write([], to: "data/mnist/\(file)") }
    let folders = DataFolders(
      environment: ["HEBB_DATA": temporary.url.appendingPathComponent("data").path], home: temporary.url,
      system: temporary.url)
    let statuses = DatasetCatalog.standard.statuses(in: folders)
    #expect(statuses.map(\.name) == DatasetCatalog.standard.entries.map(\.name))
    #expect(statuses.map(\.images) == [60_000, 60_000, 70_000, 70_000, 32_460, 4840])
    let mnist = temporary.url.appendingPathComponent("data/mnist").path
    #expect(statuses.map(\.folder) == [nil, nil, mnist, nil, nil, nil])
    #expect(try DatasetCatalog.standard.folder(of: "mnist", in: folders).path == mnist)
  }

  @Test("The folder of a data set that is not there is a problem that names the files, and how to get them")
  func absent() throws {
    let temporary = try TemporaryFolder()
    let folders = DataFolders(environment: [:], home: temporary.url, system: temporary.url)
    let problem = try #require(throws: Problem.self) {
      try DatasetCatalog.standard.folder(of: "mnist", in: folders)
    }
    #expect(problem.what.contains(Self.files[0]))
    #expect(problem.advice?.contains("hebb data fetch mnist") == true)
  }

  @Test("A folder of images is none of the data sets, unless it has the name of one")
  func imageFolder() throws {
    let temporary = try TemporaryFolder()
    let folders = DataFolders(environment: [:], home: temporary.url, system: temporary.url)
    try temporary.write([], to: "train/cat/1.png")
    #expect(DatasetCatalog.standard.statuses(data: temporary.url, in: folders).allSatisfy { $0.folder == nil })
    try temporary.write([], to: "mnist/train/cat/1.png")
    let found = DatasetCatalog.standard.statuses(data: temporary.url, in: folders).filter { $0.folder != nil }
    #expect(found.map(\.name) == ["mnist"])
  }

  @Test("In JSON a folder that is not there is null")
  func json() throws {
    let temporary = try TemporaryFolder()
    let statuses = DatasetCatalog.standard.statuses(
      in: DataFolders(environment: [:], home: temporary.url, system: temporary.url))
    #expect(try JSONOutput.text(try #require(statuses.first)).contains("\"folder\" : null"))
  }
}
