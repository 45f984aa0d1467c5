public import HebbTensor

/// What rules, competition and homeostasis remember from batch to batch (thresholds, traces, running means, lateral
/// weights), by name, so that it can be saved, resumed and drawn.
public struct PlasticState: Sendable, Equatable {
  public private(set) var tensors: [String: Tensor]

  public init(_ tensors: [String: Tensor] = [:]) { self.tensors = tensors }

  public subscript(name: String) -> Tensor? {
    get { tensors[name] }
    set { tensors[name] = newValue }
  }

  /// The tensor of this name, or a new one where there is none yet or the shape has changed (another number of lanes).
  public subscript(name: String, shape shape: [Int]) -> Tensor {
    get { tensors[name].flatMap { $0.shape == shape ? $0 : nil } ?? Tensor(shape: shape) }
    set { tensors[name] = newValue }
  }
}
