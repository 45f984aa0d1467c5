/// Several values in one word of the command line: `hebb,oja,{name: copy, lag: 3}`.
public enum ValueList {
  /// The parts between commas, except those within brackets: {name: copy, lag: 3} is one value.
  public static func split(_ text: some StringProtocol) -> [String] {
    var (values, depth) = ([""], 0)
    for character in text {
      depth += "{[".contains(character) ? 1 : "}]".contains(character) ? -1 : 0
      if character == ",", depth == 0 { values.append("") } else { values[values.count - 1].append(character) }
    }
    return values
  }
}
