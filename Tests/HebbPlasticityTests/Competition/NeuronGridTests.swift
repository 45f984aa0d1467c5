import Testing

@testable import HebbPlasticity

@Suite("The grid of neurons")
struct NeuronGridTests {
  @Test(
    "Known numbers of neurons have the grids that pictures have",
    arguments: [(1, 1, 1), (2, 1, 2), (3, 2, 2), (12, 3, 4), (96, 8, 12), (100, 10, 10), (196, 14, 14), (400, 20, 20)])
  func known(neurons: Int, rows: Int, columns: Int) {
    let grid = NeuronGrid(neurons: neurons)
    #expect(grid.rows == rows && grid.columns == columns)
  }

  @Test("Every grid holds its neurons, is nearly square, and has gaps in the last row only")
  func laws() {
    for neurons in 1...500 {
      let grid = NeuronGrid(neurons: neurons)
      #expect(grid.places >= neurons && grid.places - neurons < grid.columns)
      #expect(grid.rows <= grid.columns && Double(grid.columns) <= 2 * Double(grid.rows) + 1)
    }
    #expect(NeuronGrid(neurons: 0).places == 0)
  }
}
