/// All stages of the competition, by name.
public enum CompetitionStages {
  public static let catalog = PartCatalog<any CompetitionStage>(
    kind: "competition",
    types: [
      WinnerTakeAll.self, SoftWinnerTakeAll.self, Triangle.self, Rectified.self, LateralInhibition.self,
      FoldiakCompetition.self,
    ])
}
