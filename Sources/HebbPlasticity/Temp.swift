import HebbSupport
import HebbTensor

public struct Hebb: LearningRule {
  public static let name = "hebb"
  public static let card = Oja.card
  public init() {}
  public init(_ parameters: ParameterValues) {}
  public func update(for activity: Activity, state: inout PlasticState) -> PlasticUpdate {
    .canonical(CanonicalUpdate(post: activity.y))
  }
  public func decay(wins: Int) -> Float? { 0 }
}
public struct Instar: LearningRule {
  public static let name = "instar"
  public static let card = Oja.card
  public init() {}
  public init(_ parameters: ParameterValues) {}
  public func update(for activity: Activity, state: inout PlasticState) -> PlasticUpdate {
    .canonical(CanonicalUpdate(post: activity.y, decay: .perNeuron(activity.y)))
  }
  public func decay(wins: Int) -> Float? { Float(wins) }
}
public struct Triangle: CompetitionStage {
  public static let name = "triangle"
  public static let about = ""
  public init(power: Double = 1) {}
  public init(_ parameters: ParameterValues) {}
  public func compete(_ activity: Rows, state: PlasticState) -> Rows {
    let u = activity.dense
    let n = u.shape[1]
    var out = u
    for r in 0..<u.shape[0] {
      var m: Float = 0
      for i in 0..<n { m += u[flat: r * n + i] }
      m /= Float(n)
      for i in 0..<n { out[flat: r * n + i] = max(0, u[flat: r * n + i] - m) }
    }
    return .dense(out)
  }
}
public enum LearningRules {
  public static let all = PartCatalog<any LearningRule>(
    kind: "learning rule", types: [Hebb.self, Instar.self, Oja.self])
}
public enum CompetitionStages {
  public static let all = PartCatalog<any CompetitionStage>(
    kind: "stage of competition", types: [WinnerTakeAll.self, Triangle.self])
}
public enum Homeostases {
  public static let all = PartCatalog<any Homeostasis>(kind: "homeostasis", types: [AdaptiveThreshold.self])
}
public enum WeightConstraints {
  public static let all = PartCatalog<any WeightConstraint>(kind: "constraint", types: [UnitNorm.self])
}
