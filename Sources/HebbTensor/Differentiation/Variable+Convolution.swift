extension Variable {
  /// The convolution of images with kernels (in the machine learner's sense: the kernels are not mirrored).
  ///
  /// Shapes: `[batch, channels, height, width]` with `[filters, channels, kernel height, kernel width]` → `[batch, filters,
  /// output height, output width]`, where an output length is (length + 2 · padding − kernel) / stride + 1, rounded down.
  ///
  /// Precondition: the channels agree, and the kernel fits into the padded image.
  ///
  /// - Parameters:
  ///   - stride: from one position to the next, in pixels, in both directions.
  ///   - padding: zeros added on each of the four sides, in pixels.
  ///   - parallel: the threads that compute the products; they do not change the results.
  /// - Complexity: one product of `[filters, patch]` and `[patch, positions]` an image, and the same for each gradient.
  ///   Patches are unfolded again for the gradient instead of being kept.
  public func convolved(
    with kernels: Variable, stride: Int = 1, padding: Int = 0, parallel: Parallel = Parallel()
  ) -> Variable {
    precondition(
      shape.count == 4 && kernels.shape.count == 4 && shape[1] == kernels.shape[1],
      "images of shape \(shape) and kernels of shape \(kernels.shape) do not convolve: "
        + "[batch, channels, height, width] and [filters, channels, kernel height, kernel width] do")
    let grid = PatchGrid(
      images: shape, kernelHeight: kernels.shape[2], kernelWidth: kernels.shape[3], stride: stride, padding: padding)
    let convolution = Convolution(grid: grid, batch: shape[0], filters: kernels.shape[0], parallel: parallel)
    let (images, weights) = (value, kernels.value)
    return Variable(
      convolution.output(images, weights),
      from: [
        edge { convolution.addImageGradient($0, weights, into: &$1) },
        kernels.edge { convolution.addKernelGradient($0, images, into: &$1) },
      ])
  }

  /// The patches of images that a kernel of the given size covers, one in each column: a convolution is then a matrix
  /// product.
  ///
  /// Shape: `[batch, channels, height, width]` → `[batch, channels · kernel height · kernel width, positions]`; positions
  /// count along rows first. Parameters as for `convolved(with:stride:padding:parallel:)`.
  public func unfolded(
    kernel: (height: Int, width: Int), stride: Int = 1, padding: Int = 0, parallel: Parallel = Parallel()
  ) -> Variable {
    let grid = PatchGrid(
      images: shape, kernelHeight: kernel.height, kernelWidth: kernel.width, stride: stride, padding: padding)
    let (batch, size) = (shape[0], grid.patch * grid.positions)
    let patches = Tensor(shape: [batch, grid.patch, grid.positions]) { patches in
      value.withUnsafePointer { images in
        parallel.forEach(batch) { image, _ in
          grid.unfold(images + image * grid.image, into: patches + image * size)
        }
      }
    }
    return Variable(
      patches,
      from: [
        edge { gradient, sum in
          gradient.withUnsafePointer { gradient in
            sum.scatter { sum in
              parallel.forEach(batch) { image, _ in
                grid.fold(gradient + image * size, addingTo: sum + image * grid.image)
              }
            }
          }
        }
      ])
  }
}
