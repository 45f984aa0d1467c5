import HebbSupport
import Testing

@Suite("JSON output")
struct JSONOutputTests {
  @Test("Keys are sorted, lines indented, slashes plain")
  func format() throws {
    #expect(try JSONOutput.text(["b": "x/y", "a": "z"]) == "{\n  \"a\" : \"z\",\n  \"b\" : \"x/y\"\n}")
  }

  @Test("A number that is not finite is a problem that names the key", arguments: [Double.nan, .infinity, -.infinity])
  func finite(number: Double) {
    let expected = #expect(throws: Problem.self) { try JSONOutput.text(["layers": [1, number]]) }
    #expect(expected?.place == "layers.1")
  }
}
