import Foundation
import HTTPTypes
import HebbExperiments
import HebbTensor
import Hummingbird
import Testing

@testable import HebbStudio

@Suite("Recall, state by state")
struct RecallFilmTests {
  private func text(_ random: inout RandomStream, _ units: Int) -> String {
    String((0..<units).map { _ in random.uniform() < 0.5 ? "0" : "1" })
  }

  private func request(_ memory: MemoryKind, patterns: Int = 3, flipped: Int = 8, side: Int = 8) throws -> RecallRequest
  {
    var random = RandomStream(seed: 4, "test.film")
    let units = side * side
    let texts = (0..<patterns).map { _ in text(&random, units) }
    var state = Array(texts[0])
    for unit in random.permutation(of: units).prefix(flipped) { state[unit] = state[unit] == "0" ? "1" : "0" }
    let object: [String: Any] = [
      "side": side, "memory": memory.rawValue, "patterns": texts, "state": String(state), "degree": 8,
      "inverseTemperature": 0.5, "seed": 3,
    ]
    return try JSONDecoder().decode(RecallRequest.self, from: JSONSerialization.data(withJSONObject: object))
  }

  @Test("every memory finds the pattern, and the energy never rises on the way", arguments: MemoryKind.allCases)
  func recall(kind: MemoryKind) throws {
    let film = try RecallFilm(try request(kind))
    let last = try #require(film.frames.last)
    #expect(film.isSettled && last.overlaps[0] > 0.99, "\(last.overlaps)")
    let first = try #require(film.frames.first)
    #expect(first.overlaps[0] == 0.75, "8 of 64 units differ")
    for (before, after) in zip(film.frames, film.frames.dropFirst()) {
      #expect(after.energy <= before.energy + 1e-3 * abs(before.energy))
    }
  }

  @Test("one frame is one unit, as long as few units change", arguments: [MemoryKind.hopfield, .exponential])
  func steps(kind: MemoryKind) throws {
    let film = try RecallFilm(try request(kind))
    for (before, after) in zip(film.frames, film.frames.dropFirst()) {
      #expect(zip(before.state, after.state).count { $0 != $1 } == 1)
    }
  }

  @Test(
    "what cannot be stored is refused with its place",
    arguments: [
      (#"{"side": 3, "memory": "hopfield", "patterns": ["000011110"], "state": "000011110"}"#, "side"),
      (#"{"side": 1000000, "memory": "hopfield", "patterns": ["0"], "state": "0"}"#, "side"),
      (#"{"side": 4, "memory": "hopfield", "patterns": [], "state": "0000111100001111"}"#, "patterns"),
      (#"{"side": 4, "memory": "hopfield", "patterns": ["0000"], "state": "0000111100001111"}"#, "patterns"),
      (
        #"{"side": 4, "memory": "hopfield", "patterns": ["000011110000111x"], "state": "0000111100001111"}"#, "patterns"
      ),
      (#"{"side": 4, "memory": "none", "patterns": ["0000111100001111"], "state": "0000111100001111"}"#, "memory"),
      (
        #"{"side": 4, "memory": "dense", "degree": 0, "patterns": ["0000111100001111"], "state": "0000111100001111"}"#,
        "degree"
      ),
      (
        #"{"side": 4, "memory": "hopfield", "patterns": ["0000111100001111"], "state": "0000111100001111", "seed": -1}"#,
        nil
      ),
      (
        #"{"side": 4, "memory": "hopfield", "patterns": ["0000111100001111"], "state": "0000111100001111", "seed": 1e400}"#,
        nil
      ),
      (#"{"side": "4"}"#, "side"), (#"{}"#, "side"), ("[", nil), ("", nil),
    ] as [(String, String?)])
  func refusals(body: String, place: String?) async throws {
    let studio = try StudioClient(SampleStore())
    let answer = try await studio.post("/api/recall", body)
    #expect(answer.status == .badRequest, "\(answer.text)")
    let error = answer.object["error"] as? [String: Any]
    if let place { #expect(error?["place"] as? String == place) }
  }

  @Test("bodies beyond the limit are not read")
  func size() async throws {
    let body = "{\"side\": 4, \"state\": \"" + String(repeating: "0", count: 300_000) + "\"}"
    let studio = try StudioClient(SampleStore())
    #expect(try await studio.post("/api/recall", body).status == .contentTooLarge)
  }
}
