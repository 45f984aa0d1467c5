import Foundation
import HebbData

@testable import HebbExperiments

/// The real drawings, if this machine has them.
enum OmniglotData {
  /// The folder that `HEBB_TEST_OMNIGLOT` names; nil to look in the usual places.
  static let folder = ProcessInfo.processInfo.environment["HEBB_TEST_OMNIGLOT"].map {
    URL(fileURLWithPath: $0)
  }

  static let isAvailable = (try? FewShotTask.omniglotSource(data: folder, in: .current)) != nil
  static let advice = "set HEBB_TEST_OMNIGLOT or HEBB_DATA, or run “hebb data fetch omniglot-small”"
}
