import HebbPlasticity
import HebbSupport

extension LayerDescription {
  /// Checks that a batch can be divided: that what the layer learns is a sum over images.
  ///
  /// - Throws: `Problem` naming the part that needs the batch in one piece.
  func checkDivision(place: String) throws(Problem) {
    let rule = type(of: plasticity.rule).name
    guard kind != .recurrent else {
      throw Problem(
        "a recurrent layer's batches cannot be divided: its rows are ordered by time", at: "\(place).kind",
        advice: "Use a single process and training.shards: 1, or a convolution or linear layer.")
    }
    guard plasticity.rule.dividesBatches else {
      throw Problem(
        "the batches of the rule “\(rule)” cannot be divided: what it learns from a batch is not the sum of what it "
          + "learns from the parts", at: "\(place).rule",
        advice: "Use a single process and training.shards: 1, or another rule.")
    }
    for stage in plasticity.competition where stage.adapts {
      throw Problem(
        "the batches of the competition “\(type(of: stage).name)” cannot be divided: its lateral weights learn from the "
          + "whole batch", at: "\(place).competition",
        advice: "Use a single process and training.shards: 1, or another competition.")
    }
  }
}
