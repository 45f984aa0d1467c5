import HebbSupport

/// What a checkpoint says it is. The number counts up when files of before can no longer be read.
enum CheckpointFormat: String {
  case images = "hebb-checkpoint-1"
  case sequences = "hebb-sequences-1"

  /// - Throws: `Problem` that tells a foreign file from one of another version and one of the other kind of network.
  func check(_ found: String?, place: String) throws(Problem) {
    guard found != rawValue else { return }
    guard let found, found.hasPrefix("hebb-") else {
      throw Problem(
        "the file is no checkpoint of Hebb", at: place,
        advice: "To begin with weights from elsewhere, use hebb train --weights.")
    }
    if Self(rawValue: found) != nil {
      let kind = self == .images ? "sequences" : "images"
      throw Problem(
        "the checkpoint is that of a network on \(kind)", at: place, advice: "Use a checkpoint of this experiment.")
    }
    throw Problem(
      "the checkpoint has the format \(found), and this version of Hebb (\(hebbVersion)) reads \(rawValue)", at: place,
      advice: "Use the version of Hebb that run.json names.")
  }
}
