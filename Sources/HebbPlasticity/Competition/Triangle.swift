public import HebbTensor

/// Triangle: what a neuron's input exceeds the mean over the neurons by, to a power; max(0, uᵢ − ū)ᵖ.
///
/// About half of the neurons stay active. A power above 1 makes the strong ones stand out, one below 1 evens them out.
///
/// > Reference: A. Coates, A. Ng and H. Lee, "An analysis of single-layer networks in unsupervised feature learning",
/// > AISTATS 2011, section 3.2.2; with a power, A. Journé et al., "Hebbian deep learning without feedback", ICLR 2023.
public struct Triangle: CompetitionStage {
  public static let name = "triangle"
  public static let about = "max(0, uᵢ − mean of u over the neurons)ᵖ"
  public static let parameters = [Parameter.number("power", 1, in: 0.01...100, "p")]

  public var power: Double

  public init(power: Double = 1) { self.power = power }
  public init(_ parameters: ParameterValues) { power = parameters[number: "power"] }
  public var values: [String: ParameterValue] { ["power": .number(power)] }

  public func compete(_ activity: Rows, state: PlasticState) -> Rows {
    .dense(apply(to: activity.dense))
  }

  /// max(0, uᵢ − ū)ᵖ of every row of u `[samples, neurons]`.
  public func apply(to u: Tensor, parallel: Parallel = Parallel()) -> Tensor {
    RowKernels.triangle(u, power: Float(power), parallel: parallel)
  }
}
