import Testing

@testable import HebbSweeps

@Suite("Short titles of keys")
struct ShortKeysTests {
  @Test(
    "A key keeps as many of its last parts as tell it from the others",
    arguments: [
      (["layers.0.competition.winners", "training.epochs"], ["winners", "epochs"]),
      (["layers.0.rule", "layers.1.rule", "rate"], ["0.rule", "1.rule", "rate"]),
      (["layers.0.homeostasis.rate", "layers.0.growth.rate"], ["homeostasis.rate", "growth.rate"]),
      (["rule", "layers.0.rule"], ["rule", "0.rule"]), (["learningRate"], ["learningRate"]), ([], []),
    ])
  func titles(keys: [String], titles: [String]) { #expect(ShortKeys.of(keys) == titles) }
}
