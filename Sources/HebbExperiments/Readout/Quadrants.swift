public import HebbTensor

/// The mean of each channel over the four quadrants of a layer's output: a summary small enough for a linear read-out
/// that still knows roughly where a feature was.
///
/// Order: top left, top right, bottom left, bottom right; all channels of one quadrant together, `[4, channels]`. With
/// an odd height or width the middle row or column belongs to the lower or right quadrants. An output of one row (or
/// column) counts as upper and lower (left and right) at the same time, so that every quadrant has values.
///
/// > Reference: A. Coates, H. Lee, A. Y. Ng, "An analysis of single-layer networks in unsupervised feature learning",
/// > AISTATS 2011.
public enum Quadrants {
  /// Values per image.
  public static func featureCount(channels: Int) -> Int { 4 * channels }

  /// Writes the features of one image. Sums are taken in double precision.
  ///
  /// - Parameters:
  ///   - activity: `[channels, height, width]`, none of them 0.
  ///   - features: `[4, channels]`
  public static func average(
    _ activity: UnsafePointer<Float>, channels: Int, height: Int, width: Int,
    into features: UnsafeMutablePointer<Float>
  ) {
    let (halvesDown, halvesAcross) = (halves(height), halves(width))
    for quadrant in 0..<4 {
      let (rows, columns) = (halvesDown[quadrant / 2], halvesAcross[quadrant % 2])
      for channel in 0..<channels {
        var sum = 0.0
        for row in rows {
          let line = activity + (channel * height + row) * width
          for column in columns { sum += Double(line[column]) }
        }
        features[quadrant * channels + channel] = Float(sum / Double(rows.count * columns.count))
      }
    }
  }

  /// The features of each image of a batch.
  ///
  /// - Parameter activity: `[batch, channels, height, width]`
  /// - Returns: `[batch, 4 · channels]`
  public static func average(_ activity: Tensor, parallel: Parallel = Parallel()) -> Tensor {
    precondition(activity.shape.count == 4, "shape \(activity.shape) is not [batch, channels, height, width]")
    let (batch, channels, height, width) = (
      activity.shape[0], activity.shape[1], activity.shape[2], activity.shape[3]
    )
    precondition(height > 0 && width > 0, "shape \(activity.shape) has no positions")
    var features = Tensor(shape: [batch, featureCount(channels: channels)])
    features.withUnsafeMutableBufferPointer { features in
      activity.withUnsafeBufferPointer { activity in
        parallel.forEach(batch) { image, _ in
          average(
            activity.baseAddress! + image * channels * height * width, channels: channels, height: height, width: width,
            into: features.baseAddress! + image * featureCount(channels: channels))
        }
      }
    }
    return features
  }

  private static func halves(_ length: Int) -> [Range<Int>] {
    length == 1 ? [0..<1, 0..<1] : [0..<length / 2, length / 2..<length]
  }
}
