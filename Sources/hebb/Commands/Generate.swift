import ArgumentParser
import Foundation
import HebbExperiments
import HebbSupport

/// `hebb generate`: text that a trained network writes.
struct Generate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Let a network that has learned a text write.",
    discussion: """
      The network reads the prompt, answers with the probabilities of the next character, one is drawn, and read in \
      turn. A low temperature makes it careful, a high one bold; 0 always takes the most probable character.

      EXAMPLES:
        hebb generate latest --prompt "It is a truth" --length 400 --temperature 0.8
        hebb generate latest --prompt "Alice " --seed 7 --json
      """)

  @Argument(help: ArgumentHelp("A run: its folder, its name in the store, or “latest”.", valueName: "run"))
  var source: String

  @Option(help: ArgumentHelp("What the network reads first.", valueName: "text"))
  var prompt: String

  @Option(help: ArgumentHelp("How many characters to write.", valueName: "n"))
  var length = 400

  @Option(help: ArgumentHelp("How bold the choice of characters is.", valueName: "t"))
  var temperature = 0.8

  @Option(help: ArgumentHelp("Choose among the n most probable characters only (default: all).", valueName: "n"))
  var most: Int?

  @Option(help: ArgumentHelp("Where the random choices come from.", valueName: "n"))
  var seed: UInt64 = 1

  @OptionGroup var storeOptions: StoreOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if !(0...1_000_000).contains(length) { throw ValidationError("--length \(length): choose from 0 to 1000000.") }
    if let most, most < 1 { throw ValidationError("--most \(most): choose at least 1.") }
    if !(0...100).contains(temperature) { throw ValidationError("--temperature \(temperature): choose from 0 to 100.") }
  }

  func run() throws {
    let generation = try TextGeneration(RunFolder.find(source, in: storeOptions.folder))
    var text = ""
    if !output.json { FileHandle.standardOutput.write(Data(prompt.utf8)) }
    try generation.write(after: prompt, length: length, temperature: temperature, most: most, seed: seed) { part in
      if output.json { text += part } else { FileHandle.standardOutput.write(Data(part.utf8)) }
      return true
    }
    guard output.json else { return print() }
    print(try JSONOutput.text(["prompt": prompt, "text": text]))
  }
}
