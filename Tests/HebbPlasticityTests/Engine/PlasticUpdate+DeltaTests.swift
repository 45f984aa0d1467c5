import HebbTensor
import Testing

@testable import HebbPlasticity

@Suite("The canonical form")
struct PlasticUpdateDeltaTests {
  @Test("ΔW is what plain loops over samples make of A, M and X")
  func loops() {
    for (index, example) in UpdateCase.all.enumerated() where example.samples * example.neurons < 2000 {
      let values = example.values(seed: UInt64(index))
      guard case .canonical(let update) = values.update else { continue }
      let delta = values.update.delta(x: values.x, w: values.w)
      let error = relativeError(delta.elements, PlainUpdates.canonical(update, x: values.x, w: values.w))
      #expect(error < 1e-5, "\(example)")
    }
  }

  @Test("A change given directly is passed on")
  func direct() {
    var random = RandomStream(seed: 1, "engine")
    let change = Tensor.random([3, 4], &random)
    #expect(PlasticUpdate.direct(change).delta(x: Tensor(shape: [2, 4]), w: Tensor(shape: [3, 4])) == change)
  }
}
