import ArgumentParser
import Foundation
import HebbFigures
import HebbSupport

/// Where a command writes its picture, if it is to write one.
struct PictureOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The folder to write the picture to (default: the current one); made if it is not there.", valueName: "folder"))
  var output: String?

  @Flag(inversion: .prefixedNo, help: "Write a picture (SVG).")
  var picture = true

  /// Writes NAME.svg, unless no picture is wanted.
  ///
  /// - Returns: the file's path.
  /// - Throws: `Problem` if the folder cannot be made or the file not be written.
  func write(_ sheet: @autoclosure () -> FigureSheet, named name: String) throws -> String? {
    guard picture else { return nil }
    let path = NSString(string: output ?? ".").expandingTildeInPath
    let folder = URL(fileURLWithPath: path, isDirectory: true)
    do { try Folder.make(folder) } catch {
      throw Problem(
        "the folder \(folder.path) cannot be made: \(error.reason)", at: "--output",
        advice: "Give a folder that can be written to.")
    }
    let file = folder.appendingPathComponent("\(name).svg")
    try AtomicFile.write(Data(sheet().svg().utf8), to: file)
    return file.path
  }
}
