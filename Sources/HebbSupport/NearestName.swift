/// Finds the name that a user probably meant.
public enum NearestName {
  /// The candidate with the smallest edit distance to `word`, if it is near enough to be a slip (a third of its length,
  /// at least two edits); letter case is ignored.
  public static func of(_ word: String, among candidates: some Sequence<String>) -> String? {
    let ranked = candidates.map { (name: $0, distance: distance(word.lowercased(), $0.lowercased())) }
    guard let best = ranked.min(by: { ($0.distance, $0.name) < ($1.distance, $1.name) }) else { return nil }
    return best.distance <= max(2, word.count / 3) ? best.name : nil
  }

  /// Levenshtein distance: the fewest insertions, deletions and substitutions that turn one word into the other.
  static func distance(_ left: String, _ right: String) -> Int {
    let right = Array(right)
    var row = Array(0...right.count)
    for (i, a) in left.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, b) in right.enumerated() {
        (diagonal, row[j + 1]) = (row[j + 1], min(diagonal + (a == b ? 0 : 1), row[j] + 1, row[j + 1] + 1))
      }
    }
    return row[right.count]
  }
}
