import HTTPTypes
import Hummingbird

/// The answer that never ends: events as they happen.
enum EventStream {
  static func response(_ events: AsyncStream<ByteBuffer>) -> Response {
    Response(
      status: .ok, headers: [.contentType: "text/event-stream"],
      body: ResponseBody { writer in
        // The browser waits this long before it connects again, in milliseconds.
        try await writer.write(ByteBuffer(string: "retry: 1000\n\n"))
        for await event in events { try await writer.write(event) }
        try await writer.finish(nil)
      })
  }
}
