import Foundation
import HebbExperiments
import HebbSupport

extension SweepReport {
  /// The command that makes the same sweep.
  static func command(_ definition: SweepDefinition, of experiment: ExperimentFile, in folder: SweepFolder) -> String {
    var words = ["hebb", "sweep", folder.specification.path]
    if let data = definition.data { words += ["--data", data] }
    for parameter in definition.parameters { words += [parameter.option, parameter.text] }
    if !definition.parameters.allSatisfy(\.isGrid) { words += ["--trials", "\(definition.trials)"] }
    words += ["--seeds", "\(definition.seeds.count)", "--seed", "\(definition.seed)"]
    switch definition.pruning {
    case .none: break
    case .median: words.append("--stop-early")
    case .halving(let factor, let smallest): words += ["--asha", "--eta", "\(factor)", "--smallest", "\(smallest)"]
    }
    if let validation = definition.validation {
      words += ["--validation", "\(validation)"]
    } else if case .images = experiment {
      words.append("--on-test")
    }
    if let limit = definition.limit { words += ["--limit", "\(limit)"] }
    words += ["--metric", definition.metric.key, "--goal", definition.metric.goal.rawValue]
    return words.map(ShellWord.quoted).joined(separator: " ")
  }
}
