import Testing

@testable import HebbTensor

@Suite("GradientSum")
struct GradientSumTests {
  @Test("Nothing added is nil, and the first gradient is kept without a copy")
  func first() throws {
    var sum = GradientSum(shape: [3])
    #expect(sum.take() == nil)
    let gradient = normal([3])
    sum.add(gradient)
    let kept = sum.take()
    let taken = try #require(kept)
    #expect(address(taken) == address(gradient))
    #expect(sum.take() == nil)
  }

  @Test("Adding leaves a gradient that somebody else holds as it was")
  func sharedStaysIntact() {
    let gradient = Tensor(shape: [2], elements: [1, 2])
    var sum = GradientSum(shape: [2])
    sum.add(gradient)
    sum.add(gradient)
    sum.add(gradient) { 10 * $0 }
    sum.add(gradient, gradient) { $0 * $1 }
    #expect(gradient.elements == [1, 2])
    #expect(sum.take()?.elements == [13, 28])
  }

  @Test("Adding to a gradient that nobody else holds happens in place")
  func inPlace() throws {
    var sum = GradientSum(shape: [2])
    sum.update { elements, adding in
      #expect(!adding)
      elements[0] = 1
      elements[1] = 2
    }
    var before: UnsafePointer<Float>?
    sum.scatter { before = UnsafePointer($0) }
    sum.add(Tensor(shape: [2], filledWith: 1))
    sum.update { elements, adding in
      #expect(adding)
      elements[0] += 5
    }
    let kept = sum.take()
    let taken = try #require(kept)
    #expect(address(taken) == before)
    #expect(taken.elements == [7, 3])
  }

  @Test("Scattering begins with zeros")
  func scatter() {
    var sum = GradientSum(shape: [3])
    sum.scatter { $0[1] += 4 }
    #expect(sum.take()?.elements == [0, 4, 0])
  }

  private func address(_ tensor: Tensor) -> UnsafePointer<Float>? { tensor.withUnsafeBufferPointer { $0.baseAddress } }
}
