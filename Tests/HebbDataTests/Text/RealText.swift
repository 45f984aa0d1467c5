import Foundation
import Testing

/// Three books of Project Gutenberg, for tests that need real text.
enum RealText {
  static let folder = ProcessInfo.processInfo.environment["HEBB_TEST_TEXT"].map { URL(fileURLWithPath: $0) }
  static let hint: Comment = "set HEBB_TEST_TEXT"
}
