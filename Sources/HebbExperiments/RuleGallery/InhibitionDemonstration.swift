import Foundation
import HebbFigures
import HebbPlasticity
import HebbTensor

/// Lateral inhibition on a sheet of neurons: a hill of activity becomes a peak in a ring of silence.
struct InhibitionDemonstration: Demonstration {
  private static let side = 16

  func picture(images: SampleImages) throws -> RulePicture {
    var random = RandomStream(seed: 1, "gallery.inhibition")
    let hills: [(x: Double, y: Double, height: Double)] = [(4, 5, 1), (10.5, 10, 0.8)]
    let u = (0..<Self.side * Self.side).map { place -> Float in
      let (x, y) = (Double(place % Self.side), Double(place / Self.side))
      let height = hills.reduce(0) { sum, hill in
        let distance = (x - hill.x) * (x - hill.x) + (y - hill.y) * (y - hill.y)
        return sum + hill.height * exp(-distance / 12)
      }
      return Float(height) + 0.02 * random.normal()
    }
    let radii = [2.0, 6.0]
    let after = radii.map { radius in
      LateralInhibition(strength: 1, radius: radius).compete(.dense(Tensor(rows: [u])), state: PlasticState()).dense
        .row(0)
    }
    let active = ([u] + after).map { values in values.count { $0 > 0.1 } }
    let sheets = ImagePanel(
      "", fields: Tensor(rows: [u] + after).reshaped([3, 1, Self.side, Self.side]), columns: 3,
      columnLabels: ["inputs u"] + radii.map { "radius \($0.rounded(decimals: 0))" }, scaling: .common, tileSide: 250)
    return RulePicture(
      sheet: FigureSheet(
        "lateralInhibition: u − strength · mean activity of the neighbours", rows: [[sheets]],
        caption:
          "A sheet of 16 × 16 neurons; grey is 0, lighter is above, darker below. Every neuron loses the mean activity "
          + "of its neighbours, weighted by a Gaussian of their distance. Of two hills of "
          + "input their peaks remain, in a ring of suppressed neurons: above 0.1 there are \(active[0]) neurons "
          + "before, \(active[1]) after inhibition of radius 2 and \(active[2]) of radius 6."),
      measures: [
        .init("neurons above 0.1 before", Double(active[0])),
        .init("neurons above 0.1 with radius 2", Double(active[1])),
        .init("neurons above 0.1 with radius 6", Double(active[2])),
      ])
  }
}
