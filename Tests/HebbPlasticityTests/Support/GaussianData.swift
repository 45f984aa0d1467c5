import HebbTensor

/// Samples whose variances along random directions are known to be well apart, and their principal components.
struct GaussianData {
  /// `[samples, inputs]`
  let samples: Tensor
  /// Eigenvalues of the samples' second moments XᵀX / N, the largest first.
  let variances: [Float]
  /// The directions that belong to them, of unit length.
  let components: Matrix

  init(samples count: Int = 400, deviations: [Float] = [2, 1.5, 1.1, 0.8, 0.5, 0.3], seed: UInt64) throws {
    var random = RandomStream(seed: seed, "data")
    let inputs = deviations.count
    func normal(_ rows: Int) -> Tensor {
      Tensor(shape: [rows, inputs], elements: (0..<rows * inputs).map { _ in random.normal() })
    }
    // The eigenvectors of a random symmetric matrix are a random rotation.
    let matrix = normal(inputs)
    let rotation = try LinearAlgebra.symmetricEigen(LinearAlgebra.multiply(matrix, matrix, transposingB: true)).vectors
    samples = LinearAlgebra.multiply(normal(count), rotation.scalingRows(by: deviations))
    let moments = LinearAlgebra.multiply(samples, samples, transposingA: true).mapped { $0 / Float(count) }
    let eigen = try LinearAlgebra.symmetricEigen(moments)
    variances = eigen.values.reversed()
    components = eigen.vectors.rows.reversed()
  }

  /// Rows in chunks that follow each other, for ever.
  func batch(_ number: Int, of size: Int) -> Tensor {
    let (count, inputs) = (samples.shape[0], samples.shape[1])
    let first = number * size % count
    return Tensor(shape: [size, inputs], elements: samples.elements[first * inputs..<(first + size) * inputs])
  }
}

/// The angle between two directions in degrees, whatever their signs.
func angle(_ a: [Double], _ b: [Double]) -> Double {
  let cosine = abs(dot(a, b)) / (length(a) * length(b))
  return arcCosine(min(cosine, 1)) * 180 / .pi
}

func dot(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).map { $0 * $1 }.sum }

func length(_ a: [Double]) -> Double { dot(a, a).squareRoot() }

/// Weights that a layer may start from: normal, of a standard deviation.
func startingWeights(_ neurons: Int, _ inputs: Int, deviation: Float = 0.1, seed: UInt64) -> Tensor {
  var random = RandomStream(seed: seed, "weights")
  return Tensor(
    shape: [neurons, inputs], elements: (0..<neurons * inputs).map { _ in deviation * random.normal() })
}
