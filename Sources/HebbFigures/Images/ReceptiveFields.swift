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
/// with p the average pooling window between the layers (and its stride, where none is given), and d the distance, in
/// pixels, between neighbouring units of the layer below (the stride of the first layer; then d · p · stride). A field of side s grows to s + (p − 1) d by pooling and
/// by a further (k − 1) d p by a k × k kernel: 5, 10 and 20 pixels for kernels of 5, 3, 3 with pooling by 2.
///
/// This is exactly the gradient of a unit with respect to the image in the network without its non-linearities and
/// normalisations, away from the image's border.
public enum ReceptiveFields {
  /// A layer as far as its receptive fields need it.
  public struct Layer: Sendable {
    /// `[channels, inputChannels, rows, columns]`
    public var weights: Tensor
    /// Positions from one receptive field to the next.
    public var stride: Int
    /// The side of the pooling window that follows, 1 for none. The maximum over a window is drawn as its mean.
    public var pool: Int
    /// Positions from one pooling window to the next.
    public var poolStride: Int

    public init(weights: Tensor, stride: Int = 1, pool: Int = 1, poolStride: Int? = nil) {
      self.weights = weights
      self.stride = stride
      self.pool = pool
      self.poolStride = poolStride ?? pool
    }
  }

  /// The receptive fields of every layer.
  ///
  /// - Parameter layers: from the first.
  /// - Returns: one tensor `[channels, imageChannels, height, width]` per layer.
  /// - Throws: `Problem` naming the layer if the shapes do not fit together.
  /// - Complexity: for each layer, as many multiplications as it has non-zero weights, times the pixels of a field below.
  public static func reconstruct(_ layers: [Layer]) throws -> [Tensor] {
    try check(layers)
    var fields: [Tensor] = []
    // Pixels between neighbouring units of the layer below, before its pooling.
    var spacing = 1
    for (index, layer) in layers.enumerated() {
      if let below = fields.last {
        let pooled = averagePooled(below, window: layers[index - 1].pool, spacing: spacing)
        spacing *= layers[index - 1].poolStride
        fields.append(combined(pooled, weights: layer.weights, spacing: spacing))
      } else {
        fields.append(layer.weights)
      }
      spacing *= layer.stride
    }
    return fields
  }

  /// The fields `[c, i, height, width]` of average-pooled units: the mean of the window's fields, each where it lies.
  private static func averagePooled(_ fields: Tensor, window: Int, spacing: Int) -> Tensor {
    guard window > 1 else { return fields }
    let (height, width) = (fields.shape[2], fields.shape[3])
    let planes = fields.shape[0] * fields.shape[1]
    let growth = (window - 1) * spacing
    var pooled = Tensor(shape: [fields.shape[0], fields.shape[1], height + growth, width + growth])
    let share = 1 / Float(window * window)
    pooled.withUnsafeMutableBufferPointer { pooled in
      fields.withUnsafeBufferPointer { fields in
        for u in 0..<window {
          for v in 0..<window {
            for row in 0..<planes * height {
              let (plane, y) = row.quotientAndRemainder(dividingBy: height)
              let target = (plane * (height + growth) + y + u * spacing) * (width + growth) + v * spacing
              for x in 0..<width { pooled[target + x] += share * fields[row * width + x] }
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
    let (outputs, inputs, rows, columns) = (
      weights.shape[0], weights.shape[1], weights.shape[2], weights.shape[3]
    )
    let (planes, height, width) = (fields.shape[1], fields.shape[2], fields.shape[3])
    let (combinedHeight, combinedWidth) = (height + (rows - 1) * spacing, width + (columns - 1) * spacing)
    let length = planes * height * width
    var combined = Tensor(shape: [outputs, planes, combinedHeight, combinedWidth])
    let sum = AlignedBuffer(count: length)
    combined.withUnsafeMutableBufferPointer { combined in
      fields.withUnsafeBufferPointer { fields in
        weights.withUnsafeBufferPointer { weights in
          for o in 0..<outputs {
            for place in 0..<rows * columns {
              sum.elements.update(repeating: 0)
              for c in 0..<inputs {
                let weight = weights[(o * inputs + c) * rows * columns + place]
                // Pruned connections are exactly zero.
                guard weight != 0 else { continue }
                for n in 0..<length { sum.elements[n] += weight * fields[c * length + n] }
              }
              let (i, j) = place.quotientAndRemainder(dividingBy: columns)
              for row in 0..<planes * height {
                let (plane, y) = row.quotientAndRemainder(dividingBy: height)
                let target = ((o * planes + plane) * combinedHeight + y + i * spacing) * combinedWidth + j * spacing
                for x in 0..<width { combined[target + x] += sum.elements[row * width + x] }
              }
            }
          }
        }
      }
    }
    return combined
  }

  private static func check(_ layers: [Layer]) throws {
    for (index, layer) in layers.enumerated() {
      let (place, shape) = ("layer \(index + 1)", layer.weights.shape)
      guard shape.count == 4, shape[2] > 0, shape[3] > 0 else {
        throw Problem(
          "Weights of shape \(shape) are not those of a layer over images", at: place,
          advice: "Give weights [channels, inputChannels, rows, columns].")
      }
      guard layer.pool >= 1, layer.poolStride >= 1, layer.stride >= 1 else {
        throw Problem(
          "A pooling window of \(layer.pool) with a stride of \(layer.stride) is not possible", at: place,
          advice: "Use 1 where nothing is pooled or left out.")
      }
      guard index > 0, shape[1] != layers[index - 1].weights.shape[0] else { continue }
      throw Problem(
        "The weights expect \(shape[1]) input channels, the layer below has \(layers[index - 1].weights.shape[0])",
        at: place, advice: "Give the layers in order from the image, each with the channels of the one below.")
    }
  }
}
