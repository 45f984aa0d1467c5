import HebbPlasticity

/// Pictures of every rule, stage of the competition, homeostasis and constraint at work on a small data set.
///
/// Made on the spot within about a second, and always the same.
public enum RuleGallery {
  /// The picture of a part; nil for a part that has none, such as a rule of one's own.
  ///
  /// - Parameters:
  ///   - name: a name of the part, not an alias.
  ///   - images: where patches of photographs come from.
  /// - Throws: `Problem` if a data set is there but not in order.
  public static func picture(
    of name: String, _ kind: PartKind = .rule, images: SampleImages = SampleImages()
  ) throws -> RulePicture? {
    try demonstration(of: name, kind)?.picture(images: images)
  }

  private static func demonstration(of name: String, _ kind: PartKind) -> (any Demonstration)? {
    switch kind {
    case .rule: rules[name]
    case .competition: competition[name]
    case .homeostasis: homeostasis[name]
    case .constraint: constraints[name]
    }
  }

  private static let rules: [String: any Demonstration] = [
    Hebb.name: GrowthDemonstration(),
    Instar.name: ClusterDemonstration(subject: .instar),
    Competitive.name: ClusterDemonstration(subject: .competitive),
    Oja.name: PrincipalAxisDemonstration(),
    Sanger.name: ComponentsDemonstration(isOrdered: true),
    Subspace.name: ComponentsDemonstration(isOrdered: false),
    BCM.name: SelectivityDemonstration(),
    Covariance.name: MeanDemonstration(subject: .covariance),
    SoftHebb.name: ClusterDemonstration(subject: .softhebb),
    KrotovHopfield.name: ClusterDemonstration(subject: .krotovHopfield),
    AntiHebb.name: NoveltyDemonstration(),
    RewardModulated.name: DelayedRewardDemonstration(),
    FeedbackAlignment.name: FeedbackDemonstration(),
    Trace.name: SweepDemonstration(),
    Outstar.name: RecallDemonstration(),
    PolynomialRule.name: FormulaDemonstration(),
    ABCD.name: MeanDemonstration(subject: .abcd),
    Surrogate.name: LossDemonstration(),
    PredictiveSanger.name: PredictionDemonstration(),
    Foldiak.name: BarsDemonstration(),
    HebbNet.name: SurpriseDemonstration(),
  ]

  private static let competition: [String: any Demonstration] = [
    WinnerTakeAll.name: CompetitionDemonstration(stage: WinnerTakeAll(winners: 3)),
    SoftWinnerTakeAll.name: CompetitionDemonstration(stage: SoftWinnerTakeAll(temperature: 0.5)),
    Triangle.name: CompetitionDemonstration(stage: Triangle()),
    Rectified.name: CompetitionDemonstration(stage: Rectified()),
    LateralInhibition.name: InhibitionDemonstration(),
    FoldiakCompetition.name: BarsDemonstration(),
  ]

  private static let homeostasis: [String: any Demonstration] = [
    AdaptiveThreshold.name: FiringRateDemonstration(subject: .adaptiveThreshold),
    FoldiakThreshold.name: FiringRateDemonstration(subject: .foldiakThreshold),
  ]

  private static let constraints: [String: any Demonstration] = [
    UnitNorm.name: ConstraintDemonstration(subject: .unitNorm),
    GlobalNorm.name: ConstraintDemonstration(subject: .globalNorm),
    Clip.name: ConstraintDemonstration(subject: .clip),
    WeightDecay.name: ConstraintDemonstration(subject: .weightDecay),
    DaleSigns.name: ConstraintDemonstration(subject: .dale),
  ]
}
