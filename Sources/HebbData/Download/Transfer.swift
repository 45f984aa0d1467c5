import Foundation
import HebbSupport
import Synchronization

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// One HTTP request that writes the body to a partial file as it arrives, continuing where the file ends.
final class Transfer: NSObject, URLSessionDataDelegate {
  /// How a request ended that was not refused.
  enum End: Sendable {
    case complete
    /// The connection failed or broke; what has arrived is in the partial file.
    case interrupted(reason: String)
    /// The server cannot continue from where the partial file ends.
    case cannotResume
  }

  private struct State {
    var output: OutputFile?
    /// Bytes in the partial file.
    var received = 0
    /// Decided before the connection ended; what follows on the wire is ignored.
    var verdict: Result<End, any Error>?
    var continuation: CheckedContinuation<End, any Error>?
  }

  private let partial: PartialFile
  private let offset: Int
  private let size: Int
  private let progress: @Sendable (Int) -> Void
  private let state = Mutex(State())

  private init(_ partial: PartialFile, size: Int, progress: @escaping @Sendable (Int) -> Void) {
    (self.partial, self.size, self.progress) = (partial, size, progress)
    offset = partial.size
  }

  /// - Parameters:
  ///   - size: of the whole file in bytes; a server that offers another is refused.
  ///   - progress: called with the bytes in the partial file whenever some have arrived.
  /// - Throws: `Problem` for a refusal by the server or by the disk; `CancellationError`.
  static func run(
    _ address: URL, to partial: PartialFile, size: Int, progress: @escaping @Sendable (Int) -> Void
  ) async throws -> End {
    let transfer = Transfer(partial, size: size, progress: progress)
    let queue = OperationQueue()
    queue.maxConcurrentOperationCount = 1
    let configuration = URLSessionConfiguration.ephemeral
    configuration.timeoutIntervalForRequest = 60  // seconds without any byte
    let session = URLSession(configuration: configuration, delegate: transfer, delegateQueue: queue)
    let task = session.dataTask(with: transfer.request(for: address))
    session.finishTasksAndInvalidate()
    let end = try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        transfer.state.withLock { $0.continuation = continuation }
        task.resume()
      }
    } onCancel: {
      task.cancel()
    }
    try Task.checkCancellation()
    return end
  }

  private func request(for address: URL) -> URLRequest {
    var request = URLRequest(url: address)
    // The bytes themselves are wanted: a transfer encoding would change size and checksum.
    request.setValue("identity", forHTTPHeaderField: "Accept-Encoding")
    if offset > 0 {
      request.setValue("bytes=\(offset)-", forHTTPHeaderField: "Range")
      if let tag = partial.entityTag { request.setValue(tag, forHTTPHeaderField: "If-Range") }
    }
    return request
  }

  func urlSession(
    _ session: URLSession, dataTask: URLSessionDataTask, didReceive response: URLResponse,
    completionHandler: @escaping @Sendable (URLSession.ResponseDisposition) -> Void
  ) {
    state.withLock { state in
      do {
        state.verdict = try begin(response, &state).map(Result.success)
      } catch {
        state.verdict = .failure(error)
      }
      if state.verdict != nil { dataTask.cancel() }
    }
    completionHandler(.allow)
  }

  /// Opens the partial file at the place where the response's body belongs.
  ///
  /// - Returns: how the transfer has ended, if it has already.
  private func begin(_ response: URLResponse, _ state: inout State) throws -> End? {
    let http = response as? HTTPURLResponse
    let status = http?.statusCode ?? 0
    let address = response.url?.absoluteString
    switch status {
    case 200:
      state.received = 0
    case 206:
      guard http?.value(forHTTPHeaderField: "Content-Range")?.hasPrefix("bytes \(offset)-") == true else {
        return .cannotResume
      }
      state.received = offset
    case 416:
      return .cannotResume
    default:
      throw Problem(
        "the server answered with status \(status) (\(HTTPURLResponse.localizedString(forStatusCode: status)))",
        at: address, advice: "Try again later, or get the file from elsewhere and give its folder with --data DIR.")
    }
    // `URLSession` decodes such a body unasked, and cannot be told not to; the bytes would not be the file's.
    if let encoding = http?.value(forHTTPHeaderField: "Content-Encoding"), encoding.lowercased() != "identity" {
      throw Problem(
        "the server marks the file as encoded (\(encoding)), so that it would arrive unpacked", at: address,
        advice: """
          Download it with another program, such as curl, into \(partial.url.deletingLastPathComponent().path) \
          and run the command again, which then checks it and goes on.
          """)
    }
    let length = response.expectedContentLength
    guard length < 0 || Int(length) == size - state.received else {
      throw Problem(
        "the server offers \(Int(length) + state.received) bytes, and the file has \(size)", at: address,
        advice: "A log-in page of your network may have answered instead; otherwise the file there is another one.")
    }
    try partial.setEntityTag(http?.value(forHTTPHeaderField: "ETag"))
    state.output = try OutputFile(partial.url, keepingBytes: state.received)
    return nil
  }

  func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
    let received: Int? = state.withLock { state in
      guard state.verdict == nil, let output = state.output else { return nil }
      do {
        guard state.received + data.count <= size else {
          throw Problem(
            "the server sends more than the file's \(size) bytes", at: dataTask.originalRequest?.url?.absoluteString,
            advice: "The file at that address is another one.")
        }
        try data.withUnsafeBytes { try output.write($0) }
        state.received += data.count
        return state.received
      } catch {
        state.verdict = .failure(error)
        dataTask.cancel()
        return nil
      }
    }
    if let received { progress(received) }
  }

  func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
    state.withLock { state in
      let result: Result<End, any Error>
      if let verdict = state.verdict {
        result = verdict
      } else if let error {
        result = .success(.interrupted(reason: error.localizedDescription))
      } else if state.received < size {
        result = .success(.interrupted(reason: "the connection was closed"))
      } else {
        result = Result {
          try state.output?.sync()
          return .complete
        }
      }
      state.output = nil
      state.continuation?.resume(with: result)
      state.continuation = nil
    }
  }
}
