extension Variable {
  /// The gradient of this scalar with respect to one variable: a tensor of that variable's shape.
  ///
  /// See `gradients(withRespectTo:)`.
  public func gradient(withRespectTo variable: Variable) -> Tensor {
    gradients(withRespectTo: [variable])[0]
  }

  /// The gradients of this scalar with respect to some variables, each of the shape of its variable.
  ///
  /// The variables may be those that were made by `Variable(_:)` and any result on the way from them. A variable that
  /// this scalar does not depend on has a gradient of zeros. Only what lies between the variables and this scalar is
  /// computed. Gradients are plain tensors: they cannot be differentiated again.
  ///
  /// Precondition: this variable has a single element, and none of the others is constant.
  ///
  /// - Complexity: about twice the arithmetic of computing the scalar. Each gradient on the way is released as soon as it
  ///   has been passed on; nothing is recursive, so that a graph may be as deep as memory allows.
  public func gradients(withRespectTo variables: [Variable]) -> [Tensor] {
    precondition(count == 1, "only a scalar has gradients, and this variable has shape \(shape): sum it first")
    let wanted = variables.compactMap(\.node)
    precondition(wanted.count == variables.count, "a constant has no gradient: make it by Variable(_:)")
    let found = node.map { Self.propagate(Tensor(shape: shape, filledWith: 1), from: $0, to: wanted) } ?? [:]
    return wanted.map { found[ObjectIdentifier($0)] ?? Tensor(shape: $0.shape) }
  }

  private static func propagate(_ seed: Tensor, from end: Node, to wanted: [Node]) -> [ObjectIdentifier: Tensor] {
    let nodes = end.ancestors()
    var position: [ObjectIdentifier: Int] = Dictionary(minimumCapacity: nodes.count)
    let targets = Set(wanted.map(ObjectIdentifier.init))
    // Sources come first, so that one pass finds every node that a wanted variable flows into.
    var isNeeded: [Bool] = []
    for (index, node) in nodes.enumerated() {
      position[ObjectIdentifier(node)] = index
      let isTarget = targets.contains(ObjectIdentifier(node))
      isNeeded.append(isTarget || node.edges.contains { edge in isNeeded[at(edge.source)] })
    }
    func at(_ node: Node) -> Int { position[ObjectIdentifier(node), default: 0] }

    var sums = nodes.map { GradientSum(shape: $0.shape) }
    sums[nodes.count - 1].add(seed)
    var found: [ObjectIdentifier: Tensor] = [:]
    for index in nodes.indices.reversed() where isNeeded[index] {
      var pending = sums[index].take()
      if targets.contains(ObjectIdentifier(nodes[index])) { found[ObjectIdentifier(nodes[index])] = pending }
      let edges = nodes[index].edges.filter { isNeeded[at($0.source)] }
      for (number, edge) in edges.enumerated() {
        // The last one may have the gradient to itself.
        guard let gradient = number == edges.count - 1 ? pending.take() : pending else { break }
        edge.pullback(consume gradient, &sums[at(edge.source)])
      }
    }
    return found
  }
}
