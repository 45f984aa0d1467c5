/// How a sweep over weights is divided among threads: in pieces of a few blocks of rows, and in stretches of columns
/// where rows alone are too few. The division does not show in the result.
struct SweepPieces {
  let neurons: Int
  let inputs: Int
  let blocksPerPiece: Int
  /// Into how many parts the columns are divided.
  let stretches: Int

  /// Pieces of six blocks let the packed inputs of a panel, in the first-level cache, serve all of them.
  private static let mostBlocks = 6
  /// Per thread, so that none waits long for the last.
  private static let wantedPieces = 6

  init(neurons: Int, inputs: Int, threads: Int) {
    (self.neurons, self.inputs) = (neurons, inputs)
    let blocks = ProductSweep.blocks(neurons)
    let wanted = threads == 1 ? 1 : threads * Self.wantedPieces
    blocksPerPiece = max(1, min(Self.mostBlocks, blocks / wanted))
    let rowPieces = (blocks + blocksPerPiece - 1) / blocksPerPiece
    stretches = max(1, min(ProductSweep.panels(inputs), rowPieces >= threads ? 1 : wanted / max(1, rowPieces)))
  }

  var panels: Int { ProductSweep.panels(inputs) }
  private var blocks: Int { ProductSweep.blocks(neurons) }
  private var rowPieces: Int { (blocks + blocksPerPiece - 1) / blocksPerPiece }
  var count: Int { rowPieces * stretches }

  func blocks(of piece: Int) -> Range<Int> {
    let first = piece / stretches * blocksPerPiece
    return first..<min(blocks, first + blocksPerPiece)
  }

  func panels(of piece: Int) -> Range<Int> {
    let stretch = piece % stretches
    return stretch * panels / stretches..<(stretch + 1) * panels / stretches
  }

  /// The neurons of `blocks(of:)`.
  func rows(of piece: Int) -> Range<Int> {
    let blocks = blocks(of: piece)
    return blocks.lowerBound * ProductSweep.panelRows..<min(neurons, blocks.upperBound * ProductSweep.panelRows)
  }
}
