import HebbPlasticity
import HebbSupport
import HebbTensor
import Synchronization

/// A recurrent layer over the rows of an image: x(t) = [row t of all channels, h(t − 1)], h(t) = activation(w x(t) − θ).
extension PopulationLayer {
  /// Runs through all images side by side, from their first row to the last, and writes what the neurons saw.
  ///
  /// - Returns: the responses of all steps, in the order of the rows of `x`.
  func unroll(_ batch: ImageBatch, into x: inout Tensor) throws(Problem) -> Population.Response {
    let (neurons, inputs, images) = (population.neurons, population.inputs, batch.count)
    let width = inputs - neurons
    let normalised = BatchBuffer<Float>(rows: images, count: input.count)
    let faults = Atomic(Int.max)
    parallel.forEach(images) { image, _ in
      if !normalise(batch, image: image, into: normalised[image]) { faults.min(image, ordering: .relaxed) }
    }
    try report(faults, of: batch)
    var state = Tensor(shape: [images, neurons])
    var responses: [Population.Response] = []
    for step in 0..<steps {
      var rows = Tensor(shape: [images, inputs])
      rows.withUnsafeMutableBufferPointer { rows in
        state.withUnsafeBufferPointer { state in
          for image in 0..<images {
            for channel in 0..<input.channels {
              for i in 0..<input.width {
                rows[image * inputs + channel * input.width + i] =
                  normalised[image][(channel * input.height + step) * input.width + i]
              }
            }
            for neuron in 0..<neurons { rows[image * inputs + width + neuron] = state[image * neurons + neuron] }
          }
        }
      }
      let response = population.respond(to: rows, parallel: parallel)
      state = description.activation.apply(to: response, parallel: parallel)
      x.withUnsafeMutableBufferPointer { x in
        rows.withUnsafeBufferPointer { rows in
          for i in rows.indices { x[step * images * inputs + i] = rows[i] }
        }
      }
      responses.append(response)
    }
    return Population.Response(steps: responses, neurons: neurons)
  }
}

extension Population.Response {
  /// Several steps, one behind the other.
  init(steps: [Population.Response], neurons: Int) {
    func joined(_ part: (Population.Response) -> Tensor) -> Tensor {
      let elements = steps.flatMap { part($0).elements }
      return Tensor(shape: [elements.count / neurons, neurons], elements: elements)
    }
    self.init(u: joined(\.u), drive: joined(\.drive), y: Rows(joining: steps.map(\.y), neurons: neurons))
  }
}
