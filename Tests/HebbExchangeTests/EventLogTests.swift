import Foundation
import HebbSupport
import TestSupport
import Testing

@testable import HebbExchange

@Suite("Event files of TensorBoard")
struct EventLogTests {
  private let folder: TemporaryFolder
  private var file: URL { folder.file("events") }

  init() throws { folder = try TemporaryFolder() }

  @Test("The check is that of RFC 3720", arguments: [("123456789", 0xE306_9283 as UInt32), ("", 0)])
  func checks(text: String, crc: UInt32) {
    #expect(CRC32C.of(Array(text.utf8)) == crc)
    #expect(CRC32C.of([UInt8](repeating: 0, count: 32)) == 0x8A91_36AA)
  }

  @Test("A log that is opened again goes on")
  func appending() throws {
    var log = try EventLog(file)
    #expect(log.lastStep == nil)
    try log.append([EventLog.Event("a", step: 3, time: 1, .scalar(1))])
    var again = try EventLog(file)
    #expect(again.lastStep == 3)
    try again.append([EventLog.Event("a", step: 5, time: 1, .scalar(2))])
    let data = try Data(contentsOf: file)
    let whole = EventLog.wholeRecords(of: data)
    #expect(whole.lastStep == 5 && whole.length == data.count)
  }

  @Test("What a crash left of a record is written over")
  func cutOff() throws {
    var log = try EventLog(file)
    try log.append([EventLog.Event("a", step: 1, time: 1, .scalar(1))])
    let before = try Data(contentsOf: file)
    try log.append([EventLog.Event("a", step: 2, time: 1, .histogram([1, 2]))])
    let after = try Data(contentsOf: file)
    for length in before.count..<after.count {
      try after.prefix(length).write(to: file)
      var log = try EventLog(file)
      #expect(log.lastStep == 1)
      try log.append([EventLog.Event("a", step: 2, time: 1, .histogram([1, 2]))])
      #expect(try Data(contentsOf: file) == after)
    }
  }

  @Test("A file of another kind is a problem, and stays as it is")
  func foreign() throws {
    try Data("something else, which is long enough".utf8).write(to: file)
    #expect(problem { try EventLog(file) }?.what.contains("no event file") == true)
    #expect(try Data(contentsOf: file).count == 36)
  }
}
