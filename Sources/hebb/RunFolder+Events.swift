import Foundation
import HebbExperiments

extension RunFolder {
  /// The event file for TensorBoard in the run's folder, brought up to date.
  func writeEvents() throws {
    try RunEvents.write(self, to: url.appendingPathComponent("tensorboard", isDirectory: true))
  }
}
