import ArgumentParser
import HebbExperiments
import HebbSupport

/// `hebb spec`: lists the built-in experiments, or prints one as a YAML file.
struct Spec: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List the built-in experiments, or print one as a YAML file to start from.",
    discussion: """
      A built-in experiment is printed with its comments. A file, or an experiment changed by --set, is checked and \
      printed with every value that it comes down to, defaults included.

      EXAMPLES:
        hebb spec
        hebb spec hebbian-cnn-pruned > mine.yaml
        hebb spec mine.yaml --set layers.1.activation=triangle
      """)

  @Argument(help: "A built-in experiment, or the path of a YAML file.")
  var name: String?

  @OptionGroup var changes: SpecificationOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    guard let name else { return try list() }
    if case .sequences(let specification) = try ExperimentFile.resolve(name) {
      let changed = try specification.setting(changes.forSequences())
      guard !output.json else { return print(try JSONOutput.text(changed)) }
      let builtIn = SequenceBuiltIn.all.first { $0.name == name }
      return print(changed == specification ? builtIn?.yaml ?? changed.yaml : changed.yaml, terminator: "")
    }
    let specification = try changes.specification(name)
    if output.json {
      print(try JSONOutput.text(specification))
    } else if let builtIn = BuiltIn.all.first(where: { $0.name == name }),
      try builtIn.specification() == specification
    {
      print(builtIn.yaml, terminator: "")
    } else {
      print(specification.yaml, terminator: "")
    }
  }

  func validate() throws {
    let hasChanges = !changes.assignments.isEmpty || changes.dataset != nil || changes.epochs != nil
    if name == nil, hasChanges { throw ValidationError("Name the experiment that is to be changed.") }
  }

  private struct Listing: Encodable {
    let experiments: [ExperimentSpecification]
    let sequences: [SequenceSpecification]
  }

  private func list() throws {
    let experiments = try BuiltIn.all.map { try $0.specification() }
    let sequences = try SequenceBuiltIn.all.map { try $0.specification() }
    guard !output.json else {
      return print(try JSONOutput.text(Listing(experiments: experiments, sequences: sequences)))
    }
    let lines = experiments.map { ($0.name, $0.about) } + sequences.map { ($0.name, $0.about) }
    let width = lines.map(\.0.count).max() ?? 0
    for (name, about) in lines { print("\(name)\(String(repeating: " ", count: width - name.count))  \(about)") }
  }
}
