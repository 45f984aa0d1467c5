import Foundation
import HebbExchange
import HebbSequences
import HebbSupport

/// Everything that a session on sequences needs to go on from a batch as if it had never stopped.
///
/// Random numbers need no state: batches follow from the seed and their numbers.
enum SequenceCheckpoint {
  static func save(_ session: SequenceSession, to url: URL) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    func text(_ value: some Encodable) throws -> String { String(decoding: try encoder.encode(value), as: UTF8.self) }
    try SafeTensors(
      tensors: session.model.saved,
      metadata: [
        "format": CheckpointFormat.sequences.rawValue, "seed": "\(session.seed)", "source": session.fingerprint,
        "position": try text(session.position), "curve": try text(session.curve),
        "counters": try text(session.model.counters),
      ]
    ).write(to: url)
  }

  /// Puts a session, made from the same specification, data and seed, where the saved one was.
  ///
  /// - Throws: `Problem` if the file is damaged or was saved by a different session.
  static func restore(_ session: SequenceSession, from url: URL) throws {
    let file = try SafeTensors(contentsOf: url)
    let decoder = JSONDecoder()
    func value<Value: Decodable>(_ key: String) throws -> Value {
      guard let text = file.metadata[key], let value = try? decoder.decode(Value.self, from: Data(text.utf8)) else {
        throw Problem("the checkpoint has no usable \(key)", at: url.path, advice: "Use another checkpoint.")
      }
      return value
    }
    try CheckpointFormat.sequences.check(file.metadata["format"], place: url.path)
    guard file.metadata["seed"] == "\(session.seed)", file.metadata["source"] == session.fingerprint else {
      throw Problem(
        "the run was trained with another seed, on other data, or with other sizes", at: url.path,
        advice: "Give the same data with --data, and leave the run's spec.yaml as it was.")
    }
    let (position, curve): (SequencePosition, [CurvePoint]) = (try value("position"), try value("curve"))
    guard (0...session.batches).contains(position.batches), position.seconds >= 0 else {
      throw Problem("the checkpoint has no usable position", at: url.path, advice: "Use another checkpoint.")
    }
    try session.model.restore(file.tensors, counters: try value("counters"))
    (session.position, session.curve) = (position, curve)
  }
}

extension SequenceCheckpoint {
  /// Puts a model where the saved one was.
  static func restore(_ model: any SequenceModel, from url: URL) throws {
    let file = try SafeTensors(contentsOf: url)
    try CheckpointFormat.sequences.check(file.metadata["format"], place: url.path)
    guard let text = file.metadata["counters"],
      let counters = try? JSONDecoder().decode([String: Int].self, from: Data(text.utf8))
    else {
      throw Problem("the checkpoint has no usable counters", at: url.path, advice: "Use another checkpoint.")
    }
    try model.restore(file.tensors, counters: counters)
  }
}

extension SequenceSession {
  /// Two sessions with equal ones learn from the same sequences: a digest of the first batch and the sizes.
  fileprivate var fingerprint: String {
    let first = try? source.training(0)
    let bytes = Data((first?.inputs ?? []) + (first?.targets ?? []))
    return "\(source.symbols) symbols, \(batches) batches, \(bytes.withUnsafeBytes { SHA256Digest.hash($0) })"
  }
}
