/// Titles for keys in tables and pictures, where whole paths take too much room.
enum ShortKeys {
  /// Of each key as many of its last parts as tell it from all others: `layers.0.competition.winners` is `winners`, or
  /// `0.rule` and `1.rule` where two layers' rules are there.
  static func of(_ keys: [String]) -> [String] {
    let paths = keys.map { $0.split(separator: ".") }
    return paths.indices.map { index in
      let path = paths[index]
      let length = (1...max(1, path.count)).first { length in
        let end = path.suffix(length)
        return paths.indices.allSatisfy { $0 == index || !paths[$0].suffix(length).elementsEqual(end) }
      }
      return path.suffix(length ?? path.count).joined(separator: ".")
    }
  }
}
