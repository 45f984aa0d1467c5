import Foundation
import Hummingbird

extension BasicRequestContext {
  /// A part of the request's path, as the client meant it: a name may have a slash in it, written %2F. Empty if it is
  /// missing or wrongly written.
  func part(_ name: String) -> String { parameters.get(name)?.removingPercentEncoding ?? "" }
}
