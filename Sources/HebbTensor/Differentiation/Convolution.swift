/// The three products of a convolution, image by image on several threads, through unfolded patches that stay in cache.
///
/// With P the patches of an image `[patch, positions]`, W the kernels `[filters, patch]` and Y = W P the output:
/// dW = Σ dY Pᵀ over the images, and dP = Wᵀ dY, which is folded back into the image.
struct Convolution: Sendable {
  let grid: PatchGrid
  let batch: Int
  let filters: Int
  let parallel: Parallel

  private var outputSize: Int { filters * grid.positions }
  private var isEmpty: Bool { batch == 0 || filters == 0 || grid.patch == 0 }

  /// The images of a batch share the threads; a product of its own has more than one only if there are too few images.
  private var withinProduct: Parallel { batch < parallel.threads ? parallel : Parallel(threads: 1) }

  /// Scratch memory for the patches of one image, for each worker.
  private func scratch() -> [AlignedBuffer] {
    (0..<min(parallel.threads, batch)).map { _ in AlignedBuffer(count: grid.patch * grid.positions) }
  }

  /// Y of all images: `[batch, filters, output height, output width]`.
  func output(_ images: Tensor, _ kernels: Tensor) -> Tensor {
    let shape = [batch, filters, grid.outputHeight, grid.outputWidth]
    guard !isEmpty else { return Tensor(shape: shape) }
    let scratch = scratch()
    return Tensor(shape: shape) { output in
      images.withUnsafePointer { images in
        kernels.withUnsafePointer { kernels in
          parallel.forEach(batch) { image, worker in
            let patches = scratch[worker].start
            grid.unfold(images + image * grid.image, into: patches)
            LinearAlgebra.multiply(
              kernels, patches, into: output + image * outputSize, rows: filters, columns: grid.positions,
              inner: grid.patch, parallel: withinProduct)
          }
        }
      }
    }
  }

  func addImageGradient(_ gradient: Tensor, _ kernels: Tensor, into sum: inout GradientSum) {
    guard !isEmpty else { return }
    let scratch = scratch()
    gradient.withUnsafePointer { gradient in
      kernels.withUnsafePointer { kernels in
        sum.scatter { sum in
          parallel.forEach(batch) { image, worker in
            let patches = scratch[worker].start
            LinearAlgebra.multiply(
              kernels, gradient + image * outputSize, into: patches, rows: grid.patch, columns: grid.positions,
              inner: filters, transposingA: true, parallel: withinProduct)
            grid.fold(patches, addingTo: sum + image * grid.image)
          }
        }
      }
    }
  }

  /// Each shard of the images has a sum of its own, and these are added in order: the result does not depend on the
  /// threads.
  func addKernelGradient(_ gradient: Tensor, _ images: Tensor, into sum: inout GradientSum) {
    guard !isEmpty else { return }
    let scratch = scratch()
    let (size, shards) = (filters * grid.patch, shards)
    let partial = AlignedBuffer(count: shards * size)
    gradient.withUnsafePointer { gradient in
      images.withUnsafePointer { images in
        parallel.forEach(shards) { shard, worker in
          let (first, end) = (shard * batch / shards, (shard + 1) * batch / shards)
          for image in first..<end {
            let patches = scratch[worker].start
            grid.unfold(images + image * grid.image, into: patches)
            LinearAlgebra.multiply(
              gradient + image * outputSize, patches, into: partial.start + shard * size, rows: filters,
              columns: grid.patch, inner: grid.positions, transposingB: true, adding: image > first,
              parallel: withinProduct)
          }
        }
      }
    }
    sum.update { sum, adding in
      if !adding { sum.update(from: partial.start, count: size) }
      for shard in (adding ? 0 : 1)..<shards {
        let terms = partial.start + shard * size
        for i in 0..<size { sum[i] += terms[i] }
      }
    }
  }

  /// Enough for the threads of large machines, unless the kernels are so large that many sums would take much memory.
  private var shards: Int {
    let most = max(4, min(32, (1 << 22) / (filters * grid.patch)))
    return min(batch, most)
  }
}

extension AlignedBuffer {
  /// The address of the first element: memory is allocated even for a length of 0.
  fileprivate var start: UnsafeMutablePointer<Float> { elements.baseAddress.unsafelyUnwrapped }
}
