import HebbSupport
import HebbTensor
import Testing

@testable import HebbFigures

@Suite("Image grids") struct ImageGridTests {
  private func small(_ scaling: ImageGrid.Scaling = .perTile) -> ImageGrid {
    ImageGrid(scaling: scaling, columns: 2, targetSide: 1, separator: 1)
  }

  @Test("Zero is the common grey, extremes are white and nearly black, and each tile has its own scale")
  func perTile() throws {
    let fields = Tensor(shape: [2, 1, 1, 3], elements: [-2, 0, 1, 10, 0, -20])
    let image = try small().render(fields)
    #expect((image.width, image.height) == (9, 3))
    let row = (0..<9).map { image[$0, 1].red }
    #expect(row == [255, 1, 128, 192, 255, 192, 128, 1, 255])
    #expect((0..<9).allSatisfy { image[$0, 0] == .white && image[$0, 2] == .white })
  }

  @Test("With a common scale weak tiles look weak")
  func common() throws {
    let image = try small(.common).render(Tensor(shape: [2, 1, 1, 1], elements: [1, -10]))
    #expect(image[1, 1] == .gray(141))
    #expect(image[3, 1] == .gray(1))
  }

  @Test("Three channels are red, green and blue; any other number is averaged to grey")
  func channels() throws {
    let rgb = try small().render(Tensor(shape: [1, 3, 1, 1], elements: [4, 0, -4]))
    #expect(rgb[1, 1] == RasterImage.Color(red: 255, green: 128, blue: 1))
    let four = try small().render(Tensor(shape: [1, 4, 1, 2], elements: [4, 4, 4, -4, 4, -4, 4, 0]))
    #expect((four[1, 1], four[2, 1]) == (.gray(255), .gray(96)))
  }

  @Test("Tiles lie in reading order and missing ones are blank")
  func order() throws {
    let image = try small(.common).render(Tensor(shape: [3, 1, 1, 1], elements: [1, 0, -1]))
    #expect((image.width, image.height) == (5, 5))
    #expect([image[1, 1], image[3, 1], image[1, 3], image[3, 3]] == [.gray(255), .gray(128), .gray(1), .white])
  }

  @Test("Pixels are enlarged without smoothing, by a whole number")
  func enlarged() throws {
    let grid = ImageGrid(columns: 1, targetSide: 12, separator: 1, separatorColor: .black)
    let image = try grid.render(Tensor(shape: [1, 1, 2, 2], elements: [1, 0, 0, -1]))
    #expect((image.width, image.height) == (12, 12))
    #expect(image[5, 5] == .gray(255))
    #expect(image[6, 5] == .gray(128))
    #expect(image[6, 6] == .gray(1))
    #expect(image[11, 11] == .black)
  }

  @Test("All-zero fields are flat grey; values that are not finite are magenta and do not spoil the scale")
  func degenerate() throws {
    #expect(try small().render(Tensor(shape: [1, 1, 1, 1]))[1, 1] == ImageGrid.zero)
    let image = try small().render(Tensor(shape: [1, 1, 1, 4], elements: [.nan, .infinity, 1, -.infinity]))
    let notFinite = ImageGrid.notFinite
    #expect((1...4).map { image[$0, 1] } == [notFinite, notFinite, .gray(255), notFinite])
    let rgb = try small().render(Tensor(shape: [1, 3, 1, 1], elements: [1, 1, .nan]))
    #expect(rgb[1, 1] == notFinite)
    let tiny = try small().render(Tensor(shape: [1, 1, 1, 2], elements: [.leastNonzeroMagnitude, 0]))
    #expect((tiny[1, 1], tiny[2, 1]) == (.gray(255), .gray(128)))
    let huge = try small().render(Tensor(shape: [1, 1, 1, 1], elements: [-.greatestFiniteMagnitude]))
    #expect(huge[1, 1] == .gray(1))
  }

  @Test(
    "Grids of the usual layers are nearly square and 800 to 1200 pixels wide",
    arguments: [
      (96, 5, 12, 8), (100, 5, 10, 10), (196, 10, 14, 14), (400, 20, 20, 20), (1, 5, 1, 1), (2, 28, 2, 1),
      (7, 28, 3, 3), (64, 28, 8, 8), (2000, 28, 50, 40),
    ])
  func usualLayers(count: Int, side: Int, columns: Int, rows: Int) throws {
    let layout = try ImageGrid().layout(of: Tensor(shape: [count, 1, side, side]))
    #expect((layout.columns, layout.rows) == (columns, rows))
    if columns * side < 800 { #expect((800...1200).contains(layout.width)) }
    #expect(layout.columns * layout.rows >= count && layout.columns * (layout.rows - 1) < count)
  }

  @Test("Wide tiles get fewer columns", arguments: [(4, 1, 28, 12), (12, 10, 40, 3)])
  func wideTiles(count: Int, height: Int, width: Int, rowsAtLeast: Int) throws {
    let layout = try ImageGrid().layout(of: Tensor(shape: [count, 1, height, width]))
    #expect(layout.rows >= min(count, rowsAtLeast))
  }

  @Test(
    "Nothing to draw is a problem",
    arguments: [[0, 3, 5, 5], [4, 0, 5, 5], [4, 3, 0, 5], [4, 3, 5, 0], [4, 75], [], [1, 4, 3, 5, 5]])
  func nothing(shape: [Int]) {
    #expect(throws: Problem.self) { try ImageGrid().render(Tensor(shape: shape)) }
  }

  @Test("Impossible settings are a problem")
  func settings() {
    for grid in [ImageGrid(columns: 0), ImageGrid(targetSide: 0), ImageGrid(separator: -1)] {
      #expect(throws: Problem.self) { try grid.render(Tensor(shape: [1, 1, 1, 1])) }
    }
  }
}
