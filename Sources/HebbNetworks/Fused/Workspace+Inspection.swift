import HebbTensor

extension Workspace {
  func inspect(layer index: Int, imageCount: Int) -> LayerInspection {
    let (layer, activity) = (layers[index], activities[index])
    let plan = layer.plan
    var wins = [Int](repeating: 0, count: plan.neurons)
    var winners = Tensor(shape: [imageCount, plan.neurons, plan.convolved.height, plan.convolved.width])
    var pooled = Tensor(shape: [imageCount, plan.neurons, plan.pooled.height, plan.pooled.width])
    var change = Tensor(shape: [plan.neurons, plan.input.channels, plan.kernel, plan.kernel])
    winners.withUnsafeMutableBufferPointer { winners in
      for image in 0..<imageCount {
        for neuron in 0..<plan.neurons {
          let starts = activity.starts[image]
          for i in starts[neuron]..<starts[neuron + 1] {
            let position = Int(activity.positions[image][Int(i)])
            winners[image * plan.convolved.count + neuron * plan.convolved.positions + position] = 1
            wins[neuron] += 1
          }
        }
      }
    }
    pooled.withUnsafeMutableBufferPointer { pooled in
      for image in 0..<imageCount {
        for i in 0..<plan.pooled.count { pooled[image * plan.pooled.count + i] = activity.pooled[image][i] }
      }
    }
    change.withUnsafeMutableBufferPointer { change in
      for neuron in 0..<plan.neurons {
        accumulate(neuron..<neuron + 1, layer: index, images: 0..<imageCount, scratch: scratch[0])
        let (sum, decay) = (scratch[0].sums[0], layer.decay(wins: scratch[0].wins[0][0]))
        let first = layer.firstWeight(of: neuron)
        for i in 0..<layer.weightCount(of: neuron) {
          let place = layer.connections.map { Int($0.places[first + i]) } ?? i
          change[neuron * plan.fanIn + place] = sum[i] - decay * layer.learned[0][first + i]
        }
      }
    }
    let chances = Float(imageCount * plan.convolved.positions)
    return LayerInspection(
      winners: winners, activity: pooled, weightChange: change, firingRates: wins.map { Float($0) / chances })
  }
}
