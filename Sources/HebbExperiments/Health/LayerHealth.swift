import Foundation

/// What has become of a layer's neurons: numbers in which a layer shows that has not learned well.
public struct LayerHealth: Sendable, Codable, Equatable {
  public var neurons: Int
  /// Fraction of the neurons that did not win once in the last epoch; nil where nothing competes.
  public var silent: Double?
  /// So many neurons, winning equally often, would have the same entropy of who wins, 2^H; nil where nothing competes.
  public var effectiveWinners: Double?
  /// Fraction of the neurons that repeat another: the cosine between the weights of the two is above
  /// `WeightGeometry.sameDirection`.
  public var copies: Double
  /// How many directions the weights span: see `WeightGeometry.effectiveRank`.
  public var effectiveRank: Double
  /// How far a weight vector moved in the first epoch and in the last one, as parts of its length; means over the
  /// neurons.
  public var firstChange: Double
  public var lastChange: Double
  /// What the user should look at.
  public var findings: [HealthFinding] = []
}

/// Something that the user of a network should look at, and what could be done about it.
public struct HealthFinding: Sendable, Codable, Equatable {
  public var what: String
  public var advice: String

  /// For the terminal.
  public var text: String { "note: \(what)\n  \(advice)" }
}

extension LayerHealth {
  /// - Parameters:
  ///   - index: of the layer, from 0.
  ///   - first: the metrics of the first epoch, and `last` those of the last one.
  init(of geometry: WeightGeometry, layer index: Int, first: EpochMetrics.Layer, last: EpochMetrics.Layer) {
    neurons = geometry.neurons
    let competes = last.deadNeurons < 1
    silent = competes ? last.deadNeurons : nil
    effectiveWinners = competes ? pow(Double(geometry.neurons), last.winnerEntropy) : nil
    (copies, effectiveRank) = (geometry.copies, geometry.effectiveRank)
    let length = geometry.meanLength > 0 ? geometry.meanLength : 1
    (firstChange, lastChange) = (first.weightChange / length, last.weightChange / length)
    findings = found(layer: index + 1)
  }

  /// From where on a number is worth a word. They are rules of thumb: built-in networks that learn well stay clear of
  /// them. (The first layer of `softhebb` wins as if it had 23 of its 96 neurons.)
  private static let (manySilent, fewWinners, manyCopies, hardlyMoved) = (0.1, 0.1, 0.05, 1e-3)

  private func found(layer: Int) -> [HealthFinding] {
    var findings: [HealthFinding] = []
    func percent(_ fraction: Double) -> String { String(format: "%.0f %%", 100 * fraction) }
    if let silent, silent >= Self.manySilent {
      findings.append(
        HealthFinding(
          what: "layer \(layer): \(percent(silent)) of the neurons did not win once in the last epoch",
          advice: "They have stopped learning. Hold back those that win often (homeostasis), let more of them win "
            + "(competition), or do with fewer neurons (channels)."))
    }
    if let effectiveWinners, silent ?? 0 < Self.manySilent, effectiveWinners < Self.fewWinners * Double(neurons) {
      findings.append(
        HealthFinding(
          what: String(
            format: "layer \(layer): a few neurons win nearly always, as if there were %.0f and not \(neurons)",
            effectiveWinners),
          advice: "Hold them back (homeostasis), or make the competition softer."))
    }
    if copies >= Self.manyCopies {
      findings.append(
        HealthFinding(
          what: "layer \(layer): \(percent(copies)) of the neurons have the same weights as another one",
          advice: "Let neurons compete for the input (competition), or do with fewer of them (channels)."))
    }
    if firstChange < Self.hardlyMoved {
      findings.append(
        HealthFinding(
          what: String(
            format: "layer \(layer): weights hardly moved, by %.1g %% of their length in the first epoch",
            100 * firstChange),
          advice: "The layer is what it was at the start. Raise its learningRate."))
    }
    return findings
  }
}
