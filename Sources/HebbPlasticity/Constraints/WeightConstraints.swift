/// All constraints of weights, by name.
public enum WeightConstraints {
  public static let catalog = PartCatalog<any WeightConstraint>(
    kind: "constraint",
    types: [UnitNorm.self, GlobalNorm.self, Clip.self, WeightDecay.self, DaleSigns.self])
}
