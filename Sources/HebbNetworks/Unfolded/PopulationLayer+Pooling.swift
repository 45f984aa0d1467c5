import HebbPlasticity
import HebbTensor

/// From responses to what the layer passes on.
extension PopulationLayer {
  /// Brings the activity of each window together, for every image of a shard.
  func pool(_ response: Population.Response, images shard: Range<Int>) {
    let images = shard.count
    let activity = description.activation.apply(to: response, parallel: parallel)
    let (neurons, pool) = (population.neurons, description.pool)
    let share = 1 / Float(pool.size * pool.size)
    activity.withUnsafeBufferPointer { activity in
      nonisolated(unsafe) let activity = activity
      parallel.forEach(images) { image, _ in
        let target = pooled[shard.lowerBound + image]
        if description.kind == .recurrent {
          let last = row(image: image, step: steps - 1, images: images) * neurons
          for neuron in 0..<neurons { target[neuron] = activity[last + neuron] }
          return
        }
        target.update(repeating: pool.kind == .maximum ? -.infinity : 0, count: output.count)
        for cell in 0..<output.positions {
          for y in pool.positions(ofWindow: cell / output.width, along: convolved.height) {
            for x in pool.positions(ofWindow: cell % output.width, along: convolved.width) {
              let from = row(image: image, step: y * convolved.width + x, images: images) * neurons
              for neuron in 0..<neurons {
                let (place, value) = (neuron * output.positions + cell, activity[from + neuron])
                target[place] = pool.kind == .maximum ? max(target[place], value) : target[place] + share * value
              }
            }
          }
        }
      }
    }
  }
}

extension Activation {
  /// What the neurons pass on `[samples, neurons]`.
  func apply(to response: Population.Response, parallel: Parallel) -> Tensor {
    let drive = response.drive
    return switch self {
    case .winners: response.y.dense
    case .linear: drive
    case .rectified: drive.mapped { $0 > 0 ? $0 : 0 }
    case .tanh: Variable.constant(drive).tanh().value
    case .triangle(let power): Triangle(power: power).apply(to: drive, parallel: parallel)
    }
  }
}
