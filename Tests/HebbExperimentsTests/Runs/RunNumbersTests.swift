import Foundation
import TestSupport
import Testing

@testable import HebbExperiments

@Suite("The numbers of a run")
struct RunNumbersTests {
  private let temporary: TemporaryFolder
  private var folder: RunFolder { RunFolder(temporary.url) }

  init() throws { temporary = try TemporaryFolder() }

  @Test("They have the paths of the record and of the last line of the metrics; texts and truth values are none")
  func paths() throws {
    try Data(
      #"{"spec": "net", "heldOut": true, "epochs": 2, "speed": null, "accuracy": {"output": 0.5}, "layers": [{"a": 1}, {"a": -2e-3}]}"#
        .utf8
    ).write(to: folder.record)
    try Data("{\"loss\": 9}\n{\"loss\": 0.25, \"layers\": [{\"b\": 7}]}\n".utf8).write(to: folder.metrics)
    let numbers = try #require(RunNumbers(of: folder))
    #expect(
      numbers.values == [
        "epochs": 2, "accuracy.output": 0.5, "layers.0.a": 1, "layers.1.a": -0.002, "last.loss": 0.25,
        "last.layers.0.b": 7,
      ])
    #expect(numbers.byPath.keys.contains("speed") && numbers.byPath["heldOut"] == nil)
  }

  @Test("Without a record, or with a damaged one, there are none; damaged metrics leave those of the record")
  func damage() throws {
    #expect(RunNumbers(of: folder) == nil)
    try Data("{".utf8).write(to: folder.record)
    #expect(RunNumbers(of: folder) == nil)
    try Data(#"{"epochs": 1}"#.utf8).write(to: folder.record)
    try Data("{\"loss\": 1}\nbroken\n".utf8).write(to: folder.metrics)
    #expect(RunNumbers(of: folder)?.values == ["epochs": 1])
  }

  @Test("Of metrics that are longer than what is read, the last line counts")
  func longMetrics() throws {
    try Data("{}".utf8).write(to: folder.record)
    let lines = (0..<5000).map { "{\"epoch\": \($0), \"padding\": \"\(String(repeating: "-", count: 40))\"}\n" }
    try Data(lines.joined().utf8).write(to: folder.metrics)
    #expect(RunNumbers(of: folder)?.values == ["last.epoch": 4999])
  }
}
