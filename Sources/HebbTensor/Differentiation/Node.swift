/// One step of a computation: whose values it used, and how a gradient of its result becomes gradients of those.
///
/// `@unchecked Sendable`: everything is constant while the node can be reached; `sources` is emptied in `deinit` only.
final class Node: @unchecked Sendable {
  /// Adds, to the gradient of a source, what follows from the gradient of the node's value. It may take that gradient's
  /// memory over if nobody else needs it.
  typealias Pullback = @Sendable (_ gradient: consuming Tensor, _ sum: inout GradientSum) -> Void

  /// A value that the node was computed from. Pullbacks must not hold variables, only tensors: a graph is then made of
  /// nothing but these edges, which `deinit` relies on.
  struct Edge: Sendable {
    let source: Node
    let pullback: Pullback
  }

  /// The shape of the value.
  let shape: [Int]
  /// Empty for a variable that was not computed.
  private(set) var edges: [Edge]

  init(shape: [Int], edges: [Edge]) {
    self.shape = shape
    self.edges = edges
  }

  /// Releases the nodes below one by one. Left to itself, each release would release the next from within, and a chain
  /// of some ten thousand operations would overflow the stack.
  deinit {
    var released = edges.map(\.source)
    edges = []
    while var node = released.popLast() {
      guard isKnownUniquelyReferenced(&node) else { continue }
      released += node.edges.map(\.source)
      node.edges = []
    }
  }

  /// The nodes that this one was computed from, itself included, each after all of its own sources.
  ///
  /// - Complexity: O(nodes + edges), without recursion.
  func ancestors() -> [Node] {
    var order: [Node] = []
    var visited: Set<ObjectIdentifier> = [ObjectIdentifier(self)]
    var path: [(node: Node, nextEdge: Int)] = [(self, 0)]
    while let (node, nextEdge) = path.last {
      guard nextEdge < node.edges.count else {
        order.append(node)
        path.removeLast()
        continue
      }
      path[path.count - 1].nextEdge += 1
      let source = node.edges[nextEdge].source
      if visited.insert(ObjectIdentifier(source)).inserted { path.append((source, 0)) }
    }
    return order
  }
}
