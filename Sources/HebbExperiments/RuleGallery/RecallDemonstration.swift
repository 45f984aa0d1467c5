import HebbFigures
import HebbPlasticity
import HebbTensor

/// The outstar rule: single inputs learn the pictures that they are seen with, and then recall them alone.
struct RecallDemonstration: Demonstration {
  private static let glyphs = [
    [".......", ".#...#.", ".#...#.", ".#####.", ".#...#.", ".#...#.", "......."],
    [".......", "..###..", ".#...#.", ".#...#.", ".#...#.", "..###..", "......."],
    [".......", ".#####.", "....#..", "...#...", "..#....", ".#####.", "......."],
  ]
  private static let noise: Float = 0.4

  func picture(images: SampleImages) throws -> RulePicture {
    let pictures = Self.glyphs.map { rows in rows.joined().map { $0 == "#" ? Float(1) : 0 } }
    let (inputs, pixels) = (pictures.count, pictures[0].count)
    var random = RandomStream(seed: 1, "gallery.recall")
    func noisy(_ picture: Int) -> [Float] { pictures[picture].map { $0 + Self.noise * random.normal() } }

    var network = Population(Plasticity(rule: Outstar(), learningRate: 0.05), weights: Tensor(shape: [pixels, inputs]))
    let (most, moments) = (150, [1, 5, 25, 150])
    var recalled: [[[Float]]] = Array(repeating: [], count: inputs)
    var (errors, example) = ([LineChart.Point](), (0..<inputs).map { noisy($0) })
    for presentation in 1...most {
      for input in 0..<inputs {
        let x = Tensor(rows: [(0..<inputs).map { $0 == input ? 1 : 0 }])
        let y = Tensor(rows: [presentation == 1 ? example[input] : noisy(input)])
        try network.learn(from: x, Population.Response(u: y, drive: y, y: .dense(y)))
      }
      let recall = (0..<inputs).map { input in (0..<pixels).map { network.weights[$0, input] } }
      errors.append(
        .init(
          Double(presentation),
          zip(recall, pictures).reduce(0) { sum, pair in
            let (distance, length) = (Vectors.distance(pair.0, pair.1), Vectors.length(pair.1))
            return sum + distance * distance / (length * length)
          } / Double(inputs)))
      if moments.contains(presentation) { for input in 0..<inputs { recalled[input].append(recall[input]) } }
    }
    let side = Self.glyphs[0].count
    let rows = (0..<inputs).flatMap { [example[$0]] + recalled[$0] }
    example = []
    let tiles = ImagePanel(
      "What each input recalls", fields: Tensor(rows: rows).reshaped([rows.count, 1, side, side]), columns: 5,
      columnLabels: ["seen with"] + moments.map { "after \($0)" }, rowLabels: (1...inputs).map { "input \($0)" },
      tileSide: 88)
    let chart = LineChart(
      "Error of the recall", xLabel: "presentations of each", yLabel: "squared, as a share of the pictures",
      series: [LineChart.Series("mean of the three", points: errors)], hasLogarithmicY: true
    ).sized(PanelSize.half)
    let final = errors.last?.y ?? 1
    // Running means with rate η keep η / (2 − η) of the variance of the noise.
    let share = Double(Self.noise * Self.noise) * 0.05 / (2 - 0.05)
    let inked = pictures.reduce(0) { $0 + Vectors.product($1, $1) } / Double(inputs)
    return RulePicture(
      sheet: FigureSheet(
        "outstar: Δw = x (y − w)", rows: [[tiles, chart]],
        caption:
          "While one of three inputs is active, the neurons show its picture, in noise (left column). The weights that "
          + "leave the input become the mean of what was seen, so that the input alone recalls the picture: to "
          + "\((100 * final).rounded(decimals: 0)) % after \(most) presentations (a running mean of rate 0.05 leaves "
          + "\((100 * share * Double(pixels) / inked).rounded(decimals: 0)) % for the noise)."),
      measures: [.init("final error", final), .init("error by theory", share * Double(pixels) / inked)])
  }
}
