import ArgumentParser
import HebbExperiments
import HebbFigures
import HebbMemories
import HebbSupport

/// `hebb associate`: Hebbian associative learning in its smallest form.
struct Associate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Teach one neuron what goes with what, and watch the associations form.",
    discussion: """
      The neuron has some inputs and one output. A pair says which inputs are active (1) or silent (0) together with \
      the output. By Hebb's rule, a connection is strengthened while its input and the output are active together, and \
      weakened while one of them is active without the other.

      Without pairs, two of two inputs are learned, 1,0=1 and 0,1=0: the first input comes with the output, the second \
      without it. Then classical conditioning: acquisition, extinction, and blocking, which plain Hebbian learning does \
      not have and an error-correcting rule has.

      RULES:
      \(AssociationRule.allCases.map { "  \($0.rawValue): \($0.formula)" }.joined(separator: "\n"))

      EXAMPLES:
        hebb associate
        hebb associate --pair 1,0=1 --pair 0,1=0 --trials 50
        hebb associate --pair 1,1,0=1 --pair 0,1,1=0 --rule hebb --decay 0.02
        Blocking, as pairs: the second input comes too late.
          hebb associate --pair 1,0=1 --then 1,1=1 --rule hebb --rule rescorla-wagner
      """)

  @Option(help: ArgumentHelp("Inputs and output that are seen together; may be repeated.", valueName: "1,0=1"))
  var pair: [String] = []

  @Option(help: ArgumentHelp("A pair that is learned when the others have been; may be repeated.", valueName: "1,1=1"))
  var then: [String] = []

  @Option(help: ArgumentHelp("How to learn; may be repeated (default: hebb and rescorla-wagner).", valueName: "name"))
  var rule: [String] = []

  @Option(help: ArgumentHelp("How often each pair is seen.", valueName: "n"))
  var trials = 50

  @Option(help: ArgumentHelp("The learning rate η.", valueName: "number"))
  var rate = 0.1

  @Option(help: ArgumentHelp("How fast Hebb's rule weakens connections, λ.", valueName: "number"))
  var decay = 0.1

  @Option(help: ArgumentHelp("Where the first weights come from, random from 0 to 0.5.", valueName: "n"))
  var seed: UInt64 = 1

  @OptionGroup var pictureOptions: PictureOptions
  @OptionGroup var outputOptions: OutputOptions

  func validate() throws {
    if !(1...100_000).contains(trials) { throw ValidationError("--trials \(trials): choose from 1 to 100000.") }
    if pair.isEmpty, !then.isEmpty { throw ValidationError("--then needs a --pair that comes first.") }
  }

  private struct Report: Encodable {
    let lesson: AssociationLesson
    let conditioning: [Conditioning]
    let picture: String?
  }

  func run() throws {
    let rules = try rule.isEmpty ? [.hebb, .rescorlaWagner] : rule.map(AssociationRule.named)
    let phases = try [pair.isEmpty ? AssociationLesson.exampleText : pair, then].filter { !$0.isEmpty }
      .map { try $0.map(AssociationPair.init(parsing:)) }
    let lesson = try AssociationLesson(
      phases: phases, rules: rules, rate: rate, decay: decay, trials: trials, seed: seed)
    let conditioning =
      try pair.isEmpty
      ? rules.map { try Conditioning(rule: $0, rate: rate, decay: decay, trials: trials) } : []
    let file = try pictureOptions.write(Self.picture(lesson, conditioning), named: "associate")
    guard !outputOptions.json else {
      return print(try JSONOutput.text(Report(lesson: lesson, conditioning: conditioning, picture: file)))
    }
    print(lesson.table.text())
    if !conditioning.isEmpty { print(Conditioning.table(of: conditioning).text()) }
    if let file { print("picture: \(file)") }
  }

  private static func picture(_ lesson: AssociationLesson, _ conditioning: [Conditioning]) -> FigureSheet {
    FigureSheet(
      "Associations of one neuron",
      rows: [lesson.row] + (conditioning.isEmpty ? [] : Conditioning.rows(of: conditioning)),
      caption: lesson.caption + (conditioning.isEmpty ? "" : " " + Conditioning.caption(of: conditioning)))
  }
}
