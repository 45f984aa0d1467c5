import HebbData

/// The matrix that whitens the rows of x `[rows, values]`, which are centred already, with the constant `epsilon`.
struct WhiteningKind: ReferenceKind {
  let name = "zca"

  func results(of reference: ReferenceCase) throws -> [ReferenceResult] {
    let rows = try reference.content.array("x", axes: ["rows", "values"])
    let epsilon = try reference.content.number("epsilon")
    let matrix = try reference.locating { try ZCAWhitening.matrix(rows: rows.tensor, epsilon: epsilon) }
    return [ReferenceResult(name: "matrix", values: matrix)]
  }
}
