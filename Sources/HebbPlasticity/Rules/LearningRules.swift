/// All learning rules, by name.
public enum LearningRules {
  /// In the order of their kinds: plain Hebbian and instar, components, selectivity, own competition, third factors and
  /// time, outside the canonical form.
  public static let types: [any LearningRule.Type] = [
    Hebb.self, Instar.self, Competitive.self, Oja.self, Sanger.self, Subspace.self, BCM.self, Covariance.self,
    SoftHebb.self, KrotovHopfield.self, AntiHebb.self, RewardModulated.self, FeedbackAlignment.self, Trace.self,
    Outstar.self, PolynomialRule.self, ABCD.self, Surrogate.self, PredictiveSanger.self, Foldiak.self, HebbNet.self,
  ]

  public static let catalog = PartCatalog<any LearningRule>(kind: "learning rule", types: types)
}
