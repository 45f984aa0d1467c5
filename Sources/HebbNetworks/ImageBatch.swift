/// Pointers to the images of a batch, each `[channels, height, width]`, and whether each is seen mirrored.
///
/// The memory belongs to whoever made the batch and has to outlive its use.
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
