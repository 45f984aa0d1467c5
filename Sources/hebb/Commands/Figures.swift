import ArgumentParser
import Foundation
import HebbExperiments
import HebbSupport

/// `hebb figures`: draws what the neurons of a run have learned.
struct Figures: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Draw the receptive fields of a run's neurons as PNG pictures.",
    discussion: """
      Of networks on sequences: their weights, a row for each neuron.

      Also while the run is going on: the pictures show its last checkpoint.

      EXAMPLES:
        hebb figures latest
        hebb figures runs/20260101-120000-hebbian-cnn-seed1 --into pictures
      """)

  @Argument(help: ArgumentHelp("A run: its folder, its name in the store, or “latest”.", valueName: "run"))
  var name: String

  @Option(help: ArgumentHelp("The folder to write to (default: “figures” in the run's folder).", valueName: "folder"))
  var into: String?

  @OptionGroup var storeOptions: StoreOptions
  @OptionGroup var output: OutputOptions

  private struct Listing<Picture: Encodable>: Encodable {
    let run: String
    let pictures: [Picture]
  }

  private struct Fields: Encodable {
    let layer: Int, neurons: Int, height: Int, width: Int
    let file: String
  }

  private struct Weights: Encodable {
    let name: String
    let rows: Int, columns: Int
    let file: String
  }

  func run() throws {
    let folder = try RunFolder.find(name, in: storeOptions.folder)
    guard !SequenceRecord.isKept(in: folder) else { return try drawWeights(of: folder) }
    let pictures = try FilterPicture.pictures(of: folder)
    let files = try FilterPicture.write(pictures, to: into.map { URL(fileURLWithPath: $0) } ?? folder.figures)
    guard !output.json else {
      let listing = zip(pictures, files).map {
        Fields(layer: $0.layer, neurons: $0.neurons, height: $0.height, width: $0.width, file: $1.path)
      }
      return print(try JSONOutput.text(Listing(run: folder.url.path, pictures: listing)))
    }
    for (picture, file) in zip(pictures, files) { print("\(file.path)\n  \(picture.caption)") }
  }

  private func drawWeights(of folder: RunFolder) throws {
    let drawn = try WeightPicture.pictures(of: folder).map { picture in
      (picture, try picture.write(to: into.map { URL(fileURLWithPath: $0) } ?? folder.figures))
    }
    guard !output.json else {
      let listing = drawn.map { Weights(name: $0.name, rows: $0.rows, columns: $0.columns, file: $1.path) }
      return print(try JSONOutput.text(Listing(run: folder.url.path, pictures: listing)))
    }
    for (picture, file) in drawn { print("\(file.path)\n  \(picture.caption)") }
  }
}
