import ArgumentParser
import Foundation
import HebbExchange
import HebbExperiments
import HebbSupport
import HebbTensor

/// `hebb export`: a run for Python and for TensorBoard.
struct Export: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write a run's weights for PyTorch or NumPy, and its curves and pictures for TensorBoard.",
    discussion: """
      Weights have PyTorch's names and layouts: layers.0.weight [out, in, height, width] and layers.0.bias, which is \
      minus the neurons' thresholds; read-outs readouts.0.weight [classes, features]. hebb train --weights reads them \
      back.

      EXAMPLES:
        hebb export latest --weights net.safetensors
        hebb export latest --weights net.npz --outputs 100
        hebb export latest --tensorboard logs && tensorboard --logdir logs
      """)

  @Argument(help: ArgumentHelp("A run: its folder, its name in the store, or “latest”.", valueName: "run"))
  var name: String

  @Option(
    help: ArgumentHelp("Write the weights to NAME.safetensors, NAME.npz, or a folder of .npy files.", valueName: "file")
  )
  var weights: String?

  @Option(
    help: ArgumentHelp(
      "Beside the weights, write what the network was shown and answered for the first n test images or symbols.",
      valueName: "n"))
  var outputs: Int?

  @Option(help: ArgumentHelp("Write an event file for TensorBoard into this folder.", valueName: "folder"))
  var tensorboard: String?

  @OptionGroup var dataOptions: DataOptions
  @OptionGroup var threadOptions: ThreadOptions
  @OptionGroup var storeOptions: StoreOptions
  @OptionGroup var output: OutputOptions

  private struct Listing: Encodable {
    struct Entry: Encodable {
      let name: String
      let shape: [Int]
    }
    let run: String
    let weights: String?
    let tensors: [Entry]
    let tensorboard: String?
  }

  func validate() throws {
    if weights == nil, tensorboard == nil { throw ValidationError("Give --weights, --tensorboard, or both.") }
    if let outputs, outputs < 1 || weights == nil {
      throw ValidationError("--outputs \(outputs): choose at least 1, and give --weights.")
    }
  }

  func run() throws {
    let folder = try RunFolder.find(name, in: storeOptions.folder)
    var (tensors, file): ([Listing.Entry], URL?) = ([], nil)
    if let weights {
      let url = URL(fileURLWithPath: NSString(string: weights).expandingTildeInPath)
      var all = try RunWeights.tensors(of: folder)
      if let outputs {
        let data = dataOptions.data.map { URL(fileURLWithPath: NSString(string: $0).expandingTildeInPath) }
        all.merge(
          try RunOutputs.tensors(of: folder, count: outputs, data: data, parallel: threadOptions.parallel)
        ) { own, _ in own }
      }
      try TensorFile.write(
        all, metadata: ["format": "pt", "run": folder.url.lastPathComponent, "version": hebbVersion], to: url)
      tensors = all.map { Listing.Entry(name: $0.key, shape: $0.value.shape) }.sorted { $0.name < $1.name }
      file = url
    }
    let events = try tensorboard.map {
      try RunEvents.write(
        folder, to: URL(fileURLWithPath: NSString(string: $0).expandingTildeInPath, isDirectory: true))
    }
    guard !output.json else {
      return print(
        try JSONOutput.text(
          Listing(run: folder.url.path, weights: file?.path, tensors: tensors, tensorboard: events?.path)))
    }
    for tensor in tensors { print("\(tensor.name)  \(tensor.shape.map(String.init).joined(separator: " × "))") }
    if let file { print("weights: \(file.path)") }
    if let events { print("events: \(events.path)") }
  }
}
