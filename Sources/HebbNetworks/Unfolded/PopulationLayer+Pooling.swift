import HebbPlasticity
import HebbTensor

/// From responses to what the layer passes on.
extension PopulationLayer {
  /// Averages the activity over each window, for every image.
  func pool(_ response: Population.Response, images: Int) {
    let activity = description.activation.apply(to: response)
    let (neurons, side) = (population.neurons, description.pool)
    let share = 1 / Float(side * side)
    activity.withUnsafeBufferPointer { activity in
      nonisolated(unsafe) let activity = activity
      parallel.forEach(images) { image, _ in
        let target = pooled[image]
        if description.kind == .recurrent {
          let last = row(image: image, step: steps - 1, images: images) * neurons
          for neuron in 0..<neurons { target[neuron] = activity[last + neuron] }
          return
        }
        target.update(repeating: 0, count: output.count)
        for y in 0..<output.height * side {
          for x in 0..<output.width * side {
            let from = row(image: image, step: y * convolved.width + x, images: images) * neurons
            let cell = y / side * output.width + x / side
            for neuron in 0..<neurons { target[neuron * output.positions + cell] += share * activity[from + neuron] }
          }
        }
      }
    }
  }
}

extension Activation {
  /// What the neurons pass on `[samples, neurons]`.
  func apply(to response: Population.Response) -> Tensor {
    let drive = response.drive
    return switch self {
    case .winners: response.y.dense
    case .linear: drive
    case .rectified: drive.mapped { $0 > 0 ? $0 : 0 }
    case .tanh: Variable.constant(drive).tanh().value
    case .triangle(let power): Triangle(power: power).compete(.dense(drive), state: PlasticState()).dense
    }
  }
}
