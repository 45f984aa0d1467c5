import Foundation
import HebbSupport
import HebbTensor
import Testing

@testable import HebbExperiments

@Suite("ReferenceArray")
struct ReferenceArrayTests {
  @Test(
    "Nested lists have the shape of their nesting",
    arguments: [("[1]", [1]), ("[[1, 2], [3, 4], [5, 6]]", [3, 2]), ("[[[1]], [[2]]]", [2, 1, 1])])
  func shape(json: String, shape: [Int]) throws {
    let array = try read(json)
    #expect(array.shape == shape)
    #expect(array.values == (1...shape.reduce(1, *)).map { Double($0) })
    #expect(array.tensor.shape == shape)
  }

  @Test(
    "What is no array is a problem that says where",
    arguments: [
      ("1", "expected an array"), ("\"a\"", "expected an array"), ("[]", "empty"), ("[[], []]", "empty"),
      ("[[1, 2], [3]]", "ragged: a list of 1 at index [1]"), ("[[1], 2]", "expected a list at index [1]"),
      ("[1, [2]]", "expected a number at index [1], found a list"),
      ("[1, null]", "expected a number at index [1], found null"), ("[1, true]", "found true"),
      ("[1, 1e60]", "too large"),
    ])
  func mistakes(json: String, what: String) throws {
    let problem = try #require(throws: Problem.self) { try read(json) }
    #expect(problem.what.contains(what))
    #expect(problem.place == "here")
  }

  private func read(_ json: String) throws -> ReferenceArray {
    try ReferenceArray(JSONDecoder().decode(ReferenceValue.self, from: Data(json.utf8)), at: "here")
  }
}
