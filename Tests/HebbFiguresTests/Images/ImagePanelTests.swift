import Foundation
import HebbFigures
import HebbTensor
import Testing

@Suite("Panels of pictures")
struct ImagePanelTests {
  private func fields(_ count: Int, _ height: Int = 4, _ width: Int = 4) -> Tensor {
    Tensor(shape: [count, 1, height, width], elements: (0..<count * height * width).map { Float($0 % 7) - 3 })
  }

  private func image(_ panel: ImagePanel) throws -> [String: String] {
    try #require(try ParsedMarkup(panel.svg()).named("image").first?.attributes)
  }

  @Test(
    "The tiles are a PNG within the drawing, with the proportions of the grid", arguments: [(1, 1), (7, 3), (12, 4)])
  func embedded(count: Int, columns: Int) throws {
    let panel = ImagePanel("", fields: fields(count), columns: columns, tileSide: 50)
    let attributes = try image(panel)
    let base64 = try #require(attributes["href"]?.split(separator: ",").last)
    let data = try #require(Data(base64Encoded: String(base64)))
    #expect(data.starts(with: [0x89, 0x50, 0x4E, 0x47]))
    let (width, height) = (Double(attributes["width"] ?? "") ?? 0, Double(attributes["height"] ?? "") ?? 0)
    let rows = (count + columns - 1) / columns
    #expect(width == Double(columns) * 52 + 2 && height == Double(rows) * 52 + 2)
    #expect(panel.extent.width >= width && panel.extent.height >= height)
  }

  @Test("Tiles that are not square keep their proportions")
  func oblong() throws {
    let attributes = try image(ImagePanel("", fields: fields(2, 3, 6), columns: 1, tileSide: 60))
    #expect(attributes["width"] == "64" && attributes["height"] == "66")
  }

  @Test("Rows and columns have names, which take room")
  func labels() throws {
    let plain = ImagePanel("title", fields: fields(4), columns: 2)
    let named = ImagePanel(
      "title", fields: fields(4), columns: 2, columnLabels: ["one", "two", "surplus"],
      rowLabels: ["first", hostileText])
    let texts = try ParsedMarkup(named.svg()).texts("text")
    #expect(texts == ["title", "one", "two", "first", hostileTextShown])
    #expect(named.extent.width > plain.extent.width && named.extent.height > plain.extent.height)
  }
}
