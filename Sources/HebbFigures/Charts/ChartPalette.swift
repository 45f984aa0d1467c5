/// The colours of charts.
///
/// The light colours are those of Okabe and Ito's palette, darkened where needed to stand out from white; they remain
/// distinct under the common colour vision deficiencies. The dark ones are their lighter counterparts.
///
/// > Reference: M. Okabe and K. Ito, "Color universal design" (2008), https://jfly.uni-koeln.de/color/.
enum ChartPalette {
  private static let light = ["#0072b2", "#d55e00", "#00845f", "#b4569b", "#9a6b00", "#3d9ad1", "#5b5bd6", "#6b7280"]
  private static let dark = ["#58b4ec", "#ff8b4d", "#2fc79b", "#e79bd0", "#f0b93a", "#a5d8f7", "#a3a3ff", "#a8b0bd"]
  private static let dashes = ["", "6 4", "2 3", "9 3 2 3"]

  static let text = "#1f2328"
  static let typeface = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"

  /// Colours as attributes, which every SVG program understands, with a class by which the style sheet overrides them
  /// in dark mode.
  static func stroke(_ series: Int) -> [(String, String)] {
    let index = series % light.count
    let dash = dashes[series / light.count % dashes.count]
    return [("class", "hebb-stroke-\(index)"), ("stroke", light[index])]
      + (dash.isEmpty ? [] : [("stroke-dasharray", dash)])
  }

  static func fill(_ series: Int) -> [(String, String)] {
    let index = series % light.count
    return [("class", "hebb-fill-\(index)"), ("fill", light[index])]
  }

  static let reference = [
    ("stroke", "currentColor"), ("stroke-width", "1.5"), ("stroke-dasharray", "5 4"), ("opacity", "0.75"),
  ]

  /// The line of what is expected of a series, in its colour.
  static let expectationDash = "5 4"

  /// Overrides for dark mode, on screens only: paper is always light.
  static let styleSheet: String = {
    let rules = dark.enumerated().map { index, color in
      ".hebb-stroke-\(index){stroke:\(color)}.hebb-fill-\(index){fill:\(color)}"
    }
    return "svg.hebb-chart:root{color-scheme:light dark}@media screen and (prefers-color-scheme:dark)"
      + "{.hebb-chart{color:#e6e8eb}" + rules.joined() + "}"
  }()
}
