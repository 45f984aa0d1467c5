import Synchronization
import Testing

@testable import HebbTensor

@Suite("Node")
struct NodeTests {
  @Test("A chain of fifty thousand operations is differentiated and released without recursion")
  func deepChain() async {
    // A thread with the small stack of the concurrency pool: recursion would overflow it.
    let gradient = await Task.detached {
      let x = Variable(Tensor(shape: [], filledWith: 2))
      var sum = x
      for _ in 0..<50_000 { sum += x }
      return sum.gradient(withRespectTo: x)
    }.value
    #expect(gradient[flat: 0] == 50_001)
  }

  @Test("A deep graph in which every value is used twice takes time in proportion to its operations")
  func diamonds() {
    let x = Variable(Tensor(shape: [], filledWith: 1))
    var y = x
    for _ in 0..<3_000 { y = 0.5 * (y + y) }
    #expect(y.gradient(withRespectTo: x)[flat: 0] == 1)
  }

  @Test("Ancestors come after all of their sources, each once")
  func ancestors() throws {
    let (a, b) = (Variable(normal([2])), Variable(normal([2])))
    let c = a * b
    let d = (c + a) * c
    let nodes = try #require(d.node).ancestors()
    #expect(nodes.count == 5 && Set(nodes.map(ObjectIdentifier.init)).count == 5)
    for (index, node) in nodes.enumerated() {
      for edge in node.edges {
        #expect(nodes[..<index].contains { $0 === edge.source })
      }
    }
  }

  @Test("What is still in use outlives the graph above it")
  func sharedPart() throws {
    let x = Variable(Tensor(shape: [], filledWith: 3))
    let shared = x * x
    do {
      var deep = shared
      for _ in 0..<1_000 { deep = deep + 1 }
      _ = deep
    }
    #expect(try #require(shared.node).edges.count == 2)
    #expect(shared.gradient(withRespectTo: x)[flat: 0] == 6)
  }

  @Test("A graph is released with the last variable that depends on it")
  func release() throws {
    let x = Variable(Tensor(shape: []))
    weak var inner: Node?
    do {
      let y = (x + 1).exp()
      inner = y.node?.edges[0].source
      #expect(inner != nil)
    }
    #expect(inner == nil)
  }

  @Test("Threads may differentiate one graph at the same time, and release it")
  func concurrent() {
    let x = Variable(normal([7]))
    let y = (x * x).sum()
    let alone = (y + x.sum()).gradient(withRespectTo: x)
    let agree = Atomic(0)
    Parallel(threads: 4).forEach(64) { _, _ in
      if (y + x.sum()).gradient(withRespectTo: x) == alone { agree.add(1, ordering: .relaxed) }
    }
    #expect(agree.load(ordering: .relaxed) == 64)
  }
}
