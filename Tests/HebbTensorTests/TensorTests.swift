import HebbTensor
import Testing

@Suite("Tensor")
struct TensorTests {
  @Test("Elements are laid out row by row")
  func rowMajor() {
    let tensor = Tensor(shape: [2, 3], elements: [0, 1, 2, 10, 11, 12])
    #expect(tensor[1, 2] == 12)
    #expect(tensor[0, 1] == 1)
    #expect(tensor[flat: 3] == 10)
    #expect(tensor.elements == [0, 1, 2, 10, 11, 12])
  }

  @Test("A tensor without axes holds one element")
  func scalar() {
    let scalar = Tensor(shape: [], filledWith: 7)
    #expect(scalar.count == 1)
    #expect(scalar[flat: 0] == 7)
  }

  @Test("An axis of length zero makes an empty tensor", arguments: [[0], [3, 0], [0, 2, 2]])
  func empty(shape: [Int]) {
    #expect(Tensor(shape: shape).count == 0)
    #expect(Tensor(shape: shape).elements.isEmpty)
  }

  @Test("Changing a copy leaves the original as it was")
  func copyOnWrite() {
    let original = Tensor(shape: [4], filledWith: 1)
    var (bySubscript, byIndices, byPointer) = (original, original, original)
    bySubscript[flat: 0] = 5
    byIndices[1] = 5
    byPointer.withUnsafeMutableBufferPointer { $0[2] = 5 }
    #expect(original.elements == [1, 1, 1, 1])
    #expect(bySubscript.elements == [5, 1, 1, 1])
    #expect(byIndices.elements == [1, 5, 1, 1])
    #expect(byPointer.elements == [1, 1, 5, 1])
  }

  @Test("A tensor that nobody else holds is changed in place")
  func inPlace() {
    var tensor = Tensor(shape: [4])
    let before = tensor.withUnsafeBufferPointer { $0.baseAddress }
    tensor[flat: 1] = 3
    #expect(tensor.withUnsafeBufferPointer { $0.baseAddress } == before)
  }

  @Test("Reshaping keeps the order of elements, and a reshaped copy is independent")
  func reshaped() {
    let tensor = Tensor(shape: [2, 3], elements: [0, 1, 2, 3, 4, 5])
    var other = tensor.reshaped([3, 2])
    #expect(other.shape == [3, 2])
    #expect(other[2, 0] == 4)
    other[2, 0] = 9
    #expect(tensor[1, 1] == 4)
  }

  @Test("Equality needs the same shape and the same elements, and NaN equals nothing")
  func equality() {
    let tensor = Tensor(shape: [2, 2], elements: [1, 2, 3, 4])
    #expect(tensor == Tensor(shape: [2, 2], elements: [1, 2, 3, 4]))
    #expect(tensor != tensor.reshaped([4]))
    #expect(tensor != Tensor(shape: [2, 2], elements: [1, 2, 3, 5]))
    let undefined = Tensor(shape: [1], filledWith: .nan)
    #expect(undefined != undefined)
  }
}
