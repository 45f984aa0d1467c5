import HebbNetworks

extension TrainingSession {
  /// What has become of each layer's neurons; nil before the first epoch is over.
  var health: [LayerHealth]? {
    guard let first = metrics.first, let last = metrics.last else { return nil }
    return network.layers.enumerated().map { index, layer in
      LayerHealth(
        of: WeightGeometry(layer.weights, parallel: network.parallel), layer: index, first: first.layers[index],
        last: last.layers[index])
    }
  }
}
