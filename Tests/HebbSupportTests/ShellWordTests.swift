import Foundation
import HebbSupport
import Testing

@Suite("Words for the shell")
struct ShellWordTests {
  @Test(
    "A shell takes them as they are",
    arguments: ["plain", "a b", "it's", "", "$HOME", "`ls`", "a;b", "über", "\"", "a\nb", "*", "~", "-x=1,2"])
  func roundTrip(text: String) throws {
    let shell = Process()
    let output = Pipe()
    shell.executableURL = URL(fileURLWithPath: "/bin/sh")
    shell.arguments = ["-c", "printf %s \(ShellWord.quoted(text))"]
    shell.standardOutput = output
    try shell.run()
    let data = try output.fileHandleForReading.readToEnd() ?? Data()
    shell.waitUntilExit()
    #expect(String(decoding: data, as: UTF8.self) == text)
  }

  @Test("Nothing is quoted that need not be")
  func plain() { #expect(ShellWord.quoted("/runs/20260101-net_seed1") == "/runs/20260101-net_seed1") }
}
