import Foundation
import HebbFigures
import HebbPlasticity
import Testing

@testable import HebbExperiments

@Suite("The gallery of rules")
struct RuleGalleryTests {
  private func picture(_ name: String, _ kind: PartKind = .rule) throws -> RulePicture {
    try #require(try RuleGallery.picture(of: name, kind, images: .computed))
  }

  @Test(
    "Every part has a picture, an SVG drawing of less than 100 kB with a caption", arguments: RuleLibrary.standard.all)
  func complete(part: PartEntry) throws {
    let picture = try picture(part.name, part.kind)
    let svg = picture.sheet.svg()
    #expect(svg.hasPrefix("<svg") && svg.hasSuffix("</svg>"))
    #expect(svg.utf8.count < 100_000)
    #expect(picture.caption.count > 100 && !picture.caption.contains("nan"))
    #expect(!picture.measures.isEmpty && picture.measures.allSatisfy { $0.value.isFinite })
    #expect(picture.sheet.extent.width <= 1_050)
  }

  @Test("A picture comes out the same every time", arguments: ["sanger", "softhebb", "foldiak", "rewardModulated"])
  func deterministic(name: String) throws {
    #expect(try picture(name).sheet.svg() == picture(name).sheet.svg())
  }

  @Test("A rule of one's own has none")
  func unknown() throws {
    #expect(try RuleGallery.picture(of: "mine", images: .computed) == nil)
  }

  /// What the pictures show is what the theory says: a measure of a part's picture, and where it must lie.
  private static let expectations: [(part: String, measure: String, range: ClosedRange<Double>)] = [
    ("hebb", "angle to the first principal axis", 0...2), ("hebb", "length", 20...80),
    ("instar", "clusters with a neuron", 4...4), ("instar", "largest distance", 0...0.35),
    ("competitive", "clusters with a neuron", 4...4), ("competitive", "largest distance", 0...0.02),
    ("oja", "angle to the first principal axis", 0...1), ("oja", "error of the length", 0...1e-3),
    ("oja", "coherence of orientation before", 0...0.25), ("oja", "coherence of orientation after", 0.6...1),
    ("sanger", "angle of neuron 1 to axis 1", 0...1), ("sanger", "angle of neuron 2 to axis 2", 0...1),
    ("sanger", "largest angle of the first four to their components", 0...3),
    ("subspace", "angle between the neurons", 89.9...90), ("subspace", "angle of the subspaces", 0...1),
    ("subspace", "angle of a neuron to the nearest component", 10...90),
    ("bcm", "response to the favourite pattern", 3.95...4.05), ("bcm", "largest response to another", 0...0.05),
    ("covariance", "angle to the first principal axis", 0...1), ("covariance", "angle of hebb to the axis", 45...90),
    ("softhebb", "clusters with a neuron", 4...4), ("softhebb", "largest angle", 0...1),
    ("softhebb", "error of the length", 0...0.01),
    ("krotovHopfield", "clusters with a neuron", 4...4), ("krotovHopfield", "largest angle", 0...2),
    ("antiHebb", "angle to the last principal axis", 0...1), ("antiHebb", "length alone", 0...0.1),
    ("rewardModulated", "final reward with a trace", 0.9...1), ("rewardModulated", "final reward without", 0...0.4),
    ("feedbackAlignment", "final error", 0...0.3),
    ("feedbackAlignment", "final error of a fixed hidden layer", 0.4...1), ("feedbackAlignment", "final angle", 0...60),
    ("trace", "invariance with a trace", 1...1), ("trace", "invariance without", 0...0.8),
    ("trace", "orientations with a neuron of their own", 4...4), ("outstar", "final error", 0...0.05),
    ("polynomial", "distance to the rule oja", 0...1e-5), ("polynomial", "sum of cubes", 0.95...1.05),
    ("abcd", "angle to the first principal axis", 0...1), ("abcd", "angle of hebb to the mean", 0...5),
    ("surrogate", "largest relative difference", 0...1e-6), ("predictiveSanger", "final error", 0...1e-3),
    ("predictiveSanger", "final error of sanger", 0.5...2), ("foldiak", "bars with a neuron of their own", 16...16),
    ("foldiak", "mean firing rate", 0.1...0.15), ("hebbNet", "change by a new pattern", 100...2000),
    ("hebbNet", "change by a usual pattern", 0...1e-3), ("hebbNet", "synapses that change", 240...240),
    ("winnerTakeAll", "active neurons", 3...3),
    ("softWinnerTakeAll", "sum of activity", 0.999...1.001), ("rectified", "active neurons", 11...11),
    ("adaptiveThreshold", "farthest from the target without", 0.1...1),
    ("adaptiveThreshold", "farthest from the target with", 0...0.01),
    ("foldiakThreshold", "farthest from the target with", 0...0.01),
    ("unitNorm", "length of all weights", 0.999...1.001), ("globalNorm", "length of all weights", 1.414...1.415),
    ("clip", "first weight", 1...1), ("weightDecay", "length of all weights", 0...0.1),
    ("dale", "second weight", 0...0),
    ("dale", "length of all weights, hebb alone", 2...10),
  ]

  @Test("What the pictures show is what the theory says", arguments: Set(expectations.map(\.part)).sorted())
  func claims(part: String) throws {
    let kind = try #require(RuleLibrary.standard.all.first { $0.name == part }?.kind)
    let picture = try picture(part, kind)
    for claim in Self.expectations where claim.part == part {
      let value = try #require(picture[claim.measure], "\(claim.measure)")
      #expect(claim.range.contains(value), "\(claim.measure) of \(part) is \(value)")
    }
  }

  @Test("Hebb's growth is that of the theory, e^(ηλ₁t)")
  func growth() throws {
    let picture = try picture("hebb")
    let (length, expected) = (try #require(picture["length"]), try #require(picture["length by theory"]))
    #expect(abs(length / expected - 1) < 0.1)
  }
}
