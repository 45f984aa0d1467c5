import HebbTensor

/// Lateral inhibition that falls off with the distance between neurons (in a convolution, channels) on a grid:
/// u′ᵢ = uᵢ − strength Σ_{j≠i} Gᵢⱼ max(0, uⱼ), with G a Gaussian of the distance, scaled so that Σⱼ Gᵢⱼ = 1.
///
/// Neurons stand row by row on a nearly square grid, as pictures show their receptive fields. Each loses `strength`
/// times the mean activity of its neighbourhood, the same in the middle as at an edge, and with infinite radius the mean
/// of all others. A neuron that is itself inhibited inhibits no less: the inhibition passes forward, once, and is not
/// fed back until it settles as between the receptors of Hartline and Ratliff or in `FoldiakCompetition`.
///
/// > Reference: subtractive inhibition by active neighbours that falls off with distance, H. K. Hartline and F. Ratliff,
/// > "Spatial summation of inhibitory influences in the eye of Limulus", J. Gen. Physiol. 41 (1958); between learning
/// > neurons on a sheet, C. von der Malsburg, "Self-organization of orientation sensitive cells in the striate cortex",
/// > Kybernetik 14 (1973), doi:10.1007/BF00288907; with normalised weights, J. Sirosh and R. Miikkulainen, "Cooperative
/// > self-organization of afferent and lateral connections in cortical maps", Biol. Cybern. 71 (1994). Between the
/// > channels of a Hebbian convolution T. Miconi, "Hebbian learning with gradients" (2021), section 5, names it without
/// > a formula.
public struct LateralInhibition: CompetitionStage {
  public static let name = "lateralInhibition"
  public static let about = "uᵢ − strength Σ_{j≠i} G(distance of i and j on a grid) max(0, uⱼ), Σⱼ G = 1"
  public static let parameters = [
    Parameter.number("strength", 1, in: .notNegative, "how much of the neighbours' mean activity is subtracted"),
    Parameter.number("radius", 1, in: 0.1...1e6, "the Gaussian's standard deviation, in steps of the grid"),
    Parameter.word(
      "edges", "open", oneOf: Edges.allCases.map(\.rawValue), "wrapped if opposite edges of the grid are neighbours"),
  ]

  /// What lies beyond the edges of the grid.
  public enum Edges: String, Sendable, CaseIterable {
    /// Nothing.
    case open
    /// The opposite edge: the grid is a torus.
    case wrapped
  }

  public var strength: Double
  public var radius: Double
  public var edges: Edges

  public init(strength: Double = 1, radius: Double = 1, edges: Edges = .open) {
    (self.strength, self.radius, self.edges) = (strength, radius, edges)
  }
  public init(_ parameters: ParameterValues) {
    self.init(
      strength: parameters[number: "strength"], radius: parameters[number: "radius"],
      edges: Edges(rawValue: parameters[text: "edges"]) ?? .open)
  }
  public var values: [String: ParameterValue] {
    ["strength": .number(strength), "radius": .number(radius), "edges": .text(edges.rawValue)]
  }

  public func compete(_ activity: Rows, state: PlasticState) -> Rows {
    let u = activity.dense
    let neighbourhood = GaussianNeighbourhood(
      grid: NeuronGrid(neurons: activity.neurons), radius: radius, wraps: edges == .wrapped)
    // A neuron alone has no neighbours, and nothing to divide by.
    let gains = neighbourhood.sums(of: Tensor(shape: [1, activity.neurons], filledWith: 1)).elements
      .map { $0 > 0 ? Float(strength) / $0 : 0 }
    var inhibited = neighbourhood.sums(of: u.mapped { $0 > 0 ? $0 : 0 })
    inhibited.withUnsafeMutableBufferPointer { out in
      u.withUnsafeBufferPointer { u in
        for i in out.indices { out[i] = u[i] - gains[i % gains.count] * out[i] }
      }
    }
    return .dense(inhibited)
  }
}
