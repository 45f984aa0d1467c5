import HebbTensor

/// A problem of few-shot learning: some characters drawn at random, a few drawings of each to learn from, others to
/// recognise.
struct FewShotEpisode: Sendable, Equatable {
  /// The sizes of an episode.
  struct Shape: Sendable, Equatable {
    /// Characters to tell apart.
    let ways: Int
    /// Drawings of each character to learn from.
    let shots: Int
    /// Drawings of each character to recognise.
    let queriesEach: Int
    /// How often each character is shown for learning: with fewer shots than this, drawings are shown repeatedly.
    let presentationsEach: Int
  }

  /// A drawing, and which of the episode's characters it shows.
  struct Sample: Sendable, Equatable {
    /// Its number among all drawings of all characters.
    let drawing: Int
    /// Below the number of ways.
    let label: Int
  }

  let ways: Int
  /// What is learned from, in order: all drawings in random order, then all again in another.
  let presentations: [Sample]
  let queries: [Sample]

  /// Draws an episode. No drawing is both learned from and asked for.
  ///
  /// Precondition: there are at least as many characters, and drawings of each, as the shape asks for, and the
  /// presentations are a multiple of the shots.
  ///
  /// - Parameters:
  ///   - characters: how many there are to choose from.
  ///   - drawingsEach: how many drawings there are of each.
  init(_ shape: Shape, characters: Int, drawingsEach: Int, using random: inout RandomStream) {
    precondition(
      characters >= shape.ways && drawingsEach >= shape.shots + shape.queriesEach
        && shape.presentationsEach.isMultiple(of: shape.shots), "an episode of \(shape) cannot be drawn")
    var (supports, queries): ([Sample], [Sample]) = ([], [])
    for (label, character) in random.permutation(of: characters).prefix(shape.ways).enumerated() {
      let drawings = random.permutation(of: drawingsEach).map {
        Sample(drawing: character * drawingsEach + $0, label: label)
      }
      supports += drawings.prefix(shape.shots)
      queries += drawings.dropFirst(shape.shots).prefix(shape.queriesEach)
    }
    var presentations: [Sample] = []
    for _ in 0..<shape.presentationsEach / shape.shots {
      presentations += random.permutation(of: supports.count).map { supports[$0] }
    }
    (ways, self.presentations, self.queries) = (shape.ways, presentations, queries)
  }
}
