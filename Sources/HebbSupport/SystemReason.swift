import Foundation

extension Error {
  /// What the system says went wrong: "Not a directory", where Foundation's own words would be an error number.
  public var systemReason: String {
    let error = self as NSError
    let cause = error.userInfo[NSUnderlyingErrorKey] as? NSError ?? error
    return cause.domain == NSPOSIXErrorDomain ? String(cString: strerror(Int32(cause.code))) : localizedDescription
  }
}
