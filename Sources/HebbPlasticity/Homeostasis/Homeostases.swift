/// All kinds of homeostasis, by name.
public enum Homeostases {
  public static let catalog = PartCatalog<any Homeostasis>(
    kind: "homeostasis", types: [AdaptiveThreshold.self, FoldiakThreshold.self])
}
