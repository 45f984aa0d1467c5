import HebbPlasticity
import HebbSupport
import HebbTensor

extension PopulationLayer {
  func inspect(layer: Int) throws(Problem) -> LayerInspection {
    guard let pass = passes.first else { preconditionFailure("no forward pass has been made") }
    let (images, neurons) = (pass.images.count, population.neurons)
    let change = try population.change(
      from: pass.x, pass.response, lanes: lanes(images: images), signals: Signals(), parallel: parallel)
    let y = pass.response.y.dense
    var winners = Tensor(shape: [images, neurons, convolved.height, convolved.width])
    var activity = Tensor(shape: [images, output.channels, output.height, output.width])
    let positions = description.kind == .recurrent ? 1 : steps
    for image in 0..<images {
      for position in 0..<positions {
        let step = description.kind == .recurrent ? steps - 1 : position
        let row = row(image: image, step: step, images: images)
        for neuron in 0..<neurons {
          winners[flat: (image * neurons + neuron) * positions + position] = y[flat: row * neurons + neuron]
        }
      }
      for i in 0..<output.count { activity[flat: image * output.count + i] = pooled[image][i] }
    }
    let firing = pass.response.y.mapped { $0 > 0 ? 1 : 0 }.columnSums()
    return LayerInspection(
      winners: winners, activity: activity,
      weightChange: change.reshaped(description.weightShape(input: input)),
      firingRates: firing.map { $0 / Float(max(images * steps, 1)) })
  }
}
