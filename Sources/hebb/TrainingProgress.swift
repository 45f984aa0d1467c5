import Foundation
import HebbExperiments
import HebbNetworks
import HebbSupport

/// Shows the events of a run as progress bars on standard error; silent where that is not a terminal.
final class TrainingProgress {
  private let title: String
  private var bar: ProgressBar?
  private var phase = ""

  /// - Parameter title: what is trained, where several networks are.
  init(_ title: String = "") { self.title = title.isEmpty ? "" : "\(title): " }

  func show(_ event: TrainingEvent) {
    switch event {
    case .preparing(let fraction):
      draw("prepare", "preparing images", unit: "%", total: 100, done: Int(fraction * 100))
    case .settling(let batch, let total):
      draw("settle", "\(title)settling thresholds", unit: "batches", total: total, done: batch)
    case .training(let epoch, let images, let total, let epochs):
      // One bar for all epochs, which tells how long the whole training will take.
      let label = "\(title)epoch \(epoch) of \(epochs)"
      draw("train", label, unit: "images", total: epochs * total, done: (epoch - 1) * total + images)
    case .finishedEpoch(let metrics):
      guard let readout = metrics.readout else { return }
      finish()
      let held = readout.accuracy.map { String(format: ", \(readout.evaluatedOn.rawValue) %.2f %%", 100 * $0) } ?? ""
      write(
        String(format: "\(title)epoch \(metrics.epoch): training %.2f %%", 100 * readout.trainingAccuracy) + held
          + String(format: " (%.1f s)", metrics.seconds))
    case .evaluating(let images, let total):
      draw("evaluate", "\(title)evaluating", unit: "images", total: total, done: images)
    case .trainedReadout(let layer, let epoch, let total):
      draw(
        "read-out \(layer)", "\(title)training the read-out of layer \(layer + 1)", unit: "epochs", total: total,
        done: epoch.epoch)
    case .warning(let text):
      finish()
      write("warning: \(text)")
    }
  }

  func finish() {
    bar?.finish()
    (bar, phase) = (nil, "")
  }

  private func write(_ line: String) { FileHandle.standardError.write(Data("\(line)\n".utf8)) }

  private func draw(_ phase: String, _ label: String, unit: String, total: Int, done: Int) {
    if phase != self.phase {
      bar?.finish()
      // What a resumed run had done before does not count for the speed.
      bar = ProgressBar(label, unit: unit, total: total, resumedAt: done)
      self.phase = phase
    }
    bar?.update(done, label: label)
  }
}
