import HebbSupport
public import HebbTensor

/// What the units of a convolutional network respond to, drawn in the pixels of the network's input.
///
/// The units of the first layer see the image itself, so their weights are their receptive fields. Deeper units see
/// the pooled outputs of the layer below; their receptive fields are the weighted sums of the fields below, each at the
/// place it is seen:
///
///     P[c] = mean over u, v < p of shift(Rₗ₋₁[c], (u, v) · d)
///     Rₗ[o] = Σ_c,i,j Wₗ[o, c, i, j] · shift(P[c], (i, j) · d · p)
///
/// with p the average pooling window between the layers and d the distance, in pixels, between neighbouring units of
/// the layer below (1 for the first layer, d · p for the next). A field of side s grows to s + (p − 1) d by pooling and
/// by a further (k − 1) d p by a k × k kernel: 5, 10 and 20 pixels for kernels of 5, 3, 3 with pooling by 2.
///
/// This is exactly the gradient of a unit with respect to the image in the network without its non-linearities and
/// normalisations, away from the image's border.
public enum ReceptiveFields {
  /// The receptive fields of every layer.
  ///
  /// - Parameters:
  ///   - weights: one tensor `[channels, inputChannels, k, k]` per layer, from the first; convolution with stride 1.
  ///   - pools: the side of the average pooling window (its stride too) that follows each layer, 1 for none; the one
  ///     after the last layer may be left out.
  /// - Returns: one tensor `[channels, imageChannels, side, side]` per layer.
  /// - Throws: `Problem` naming the layer if the shapes do not fit together.
  /// - Complexity: for each layer, as many multiplications as it has non-zero weights, times the pixels of a field below.
  public static func reconstruct(weights: [Tensor], pools: [Int]) throws -> [Tensor] {
    try check(weights, pools)
    var fields: [Tensor] = []
    var spacing = 1
    for (layer, weight) in weights.enumerated() {
      guard let below = fields.last else {
        fields.append(weight)
        continue
      }
      let pooled = averagePooled(below, window: pools[layer - 1], spacing: spacing)
      spacing *= pools[layer - 1]
      fields.append(combined(pooled, weights: weight, spacing: spacing))
    }
    return fields
  }

  /// The fields `[c, i, side, side]` of average-pooled units: the mean of the window's fields, each where it lies.
  private static func averagePooled(_ fields: Tensor, window: Int, spacing: Int) -> Tensor {
    guard window > 1 else { return fields }
    let side = fields.shape[2]
    let planes = fields.shape[0] * fields.shape[1]
    let pooledSide = side + (window - 1) * spacing
    var pooled = Tensor(shape: [fields.shape[0], fields.shape[1], pooledSide, pooledSide])
    let share = 1 / Float(window * window)
    pooled.withUnsafeMutableBufferPointer { pooled in
      fields.withUnsafeBufferPointer { fields in
        for u in 0..<window {
          for v in 0..<window {
            for row in 0..<(planes * side) {
              let (plane, y) = row.quotientAndRemainder(dividingBy: side)
              let target = (plane * pooledSide + y + u * spacing) * pooledSide + v * spacing
              for x in 0..<side { pooled[target + x] += share * fields[row * side + x] }
            }
          }
        }
      }
    }
    return pooled
  }

  /// Σ W[o, c, i, j] · fields[c], shifted by (i, j) · spacing: first the sum over c, which runs along whole fields and
  /// so keeps the vector units busy, then one shifted addition for each place of the kernel.
  private static func combined(_ fields: Tensor, weights: Tensor, spacing: Int) -> Tensor {
    let (outputs, inputs, kernel) = (weights.shape[0], weights.shape[1], weights.shape[2])
    let (planes, side) = (fields.shape[1], fields.shape[2])
    let combinedSide = side + (kernel - 1) * spacing
    let length = planes * side * side
    var combined = Tensor(shape: [outputs, planes, combinedSide, combinedSide])
    let sum = AlignedBuffer(count: length)
    combined.withUnsafeMutableBufferPointer { combined in
      fields.withUnsafeBufferPointer { fields in
        weights.withUnsafeBufferPointer { weights in
          for o in 0..<outputs {
            for place in 0..<(kernel * kernel) {
              sum.elements.update(repeating: 0)
              for c in 0..<inputs {
                let weight = weights[(o * inputs + c) * kernel * kernel + place]
                // Pruned connections are exactly zero.
                guard weight != 0 else { continue }
                for n in 0..<length { sum.elements[n] += weight * fields[c * length + n] }
              }
              let (i, j) = place.quotientAndRemainder(dividingBy: kernel)
              for row in 0..<(planes * side) {
                let (plane, y) = row.quotientAndRemainder(dividingBy: side)
                let target = ((o * planes + plane) * combinedSide + y + i * spacing) * combinedSide + j * spacing
                for x in 0..<side { combined[target + x] += sum.elements[row * side + x] }
              }
            }
          }
        }
      }
    }
    return combined
  }

  private static func check(_ weights: [Tensor], _ pools: [Int]) throws {
    guard pools.count >= weights.count - 1 else {
      throw Problem(
        "\(weights.count) layers of weights come with only \(pools.count) pooling windows",
        advice: "Give the pooling window after each layer, 1 where there is none.")
    }
    for (layer, weight) in weights.enumerated() {
      let place = "layer \(layer + 1)"
      guard weight.shape.count == 4, weight.shape[2] == weight.shape[3], weight.shape[2] > 0 else {
        throw Problem(
          "Weights of shape \(weight.shape) are not those of a convolution with a square kernel", at: place,
          advice: "Give weights [channels, inputChannels, k, k].")
      }
      guard layer > 0 else { continue }
      guard weight.shape[1] == weights[layer - 1].shape[0] else {
        throw Problem(
          "The weights expect \(weight.shape[1]) input channels, the layer below has \(weights[layer - 1].shape[0])",
          at: place, advice: "Give the layers in order from the image, each with the channels of the one below.")
      }
      guard pools[layer - 1] >= 1 else {
        throw Problem(
          "A pooling window of \(pools[layer - 1]) is not possible", at: "layer \(layer)",
          advice: "Use 1 where nothing is pooled.")
      }
    }
  }
}
