/// Pointers to the images of a batch, each `[channels, height, width]`, and whether each is seen mirrored.
///
/// The memory belongs to whoever made the batch and has to outlive its use. Kernels read whole vectors: up to 64 bytes
/// behind an image's last value must be readable, as they are behind a `Tensor` and prepared images.
public struct ImageBatch {
  public var images: [UnsafePointer<Float>]
  public var mirrored: [Bool]

  public init(images: [UnsafePointer<Float>], mirrored: [Bool]) {
    precondition(images.count == mirrored.count)
    self.images = images
    self.mirrored = mirrored
  }

  public var count: Int { images.count }
}
