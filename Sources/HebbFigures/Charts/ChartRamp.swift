/// Colours from bad to good, in steps: from light to dark on white, from dark to light in dark mode, so that what is good
/// stands out from the page in both.
///
/// The colours are those of viridis, without its two ends, which are hard to see on white and on black.
///
/// > Reference: S. van der Walt and N. Smith, matplotlib's default colour map (2015), https://bids.github.io/colormap/.
enum ChartRamp {
  private static let light = ["#bddf26", "#6ece58", "#35b779", "#1f9e89", "#26828e", "#31688e", "#3e4989", "#482878"]
  private static let dark = ["#3e4989", "#31688e", "#26828e", "#1f9e89", "#35b779", "#6ece58", "#bddf26", "#f4e61e"]

  static var count: Int { light.count }

  /// - Parameter goodness: 0 to 1.
  private static func index(_ goodness: Double) -> Int {
    min(light.count - 1, max(0, Int(goodness * Double(light.count))))
  }

  static func stroke(_ goodness: Double) -> [(String, String)] {
    let index = index(goodness)
    return [("class", "hebb-ramp-\(index)"), ("stroke", light[index])]
  }

  static func fill(_ goodness: Double) -> [(String, String)] {
    let index = index(goodness)
    return [("class", "hebb-ramp-fill-\(index)"), ("fill", light[index])]
  }

  /// Of the page's colour, for what lies under text over lines.
  static let seam = [
    ("class", "hebb-seam"), ("fill", "#ffffff"), ("stroke", "#ffffff"), ("stroke-width", "4.5"),
    ("stroke-linejoin", "round"),
  ]

  static let styleSheet: String = {
    let rules = dark.enumerated().map { index, color in
      ".hebb-ramp-\(index){stroke:\(color)}.hebb-ramp-fill-\(index){fill:\(color)}"
    }
    return "@media screen and (prefers-color-scheme:dark){" + rules.joined()
      + ".hebb-seam{fill:#14161a;stroke:#14161a}}"
  }()
}
