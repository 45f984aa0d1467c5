/// The quadrant features of activity x `[images, channels, height, width]`.
struct QuadrantsKind: ReferenceKind {
  let name = "quadrants"

  func results(of reference: ReferenceCase) throws -> [ReferenceResult] {
    let x = try reference.content.array("x", axes: ["images", "channels", "height", "width"])
    return [ReferenceResult(name: "features", values: Quadrants.average(x.tensor))]
  }
}
