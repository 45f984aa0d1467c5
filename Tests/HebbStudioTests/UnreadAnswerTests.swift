import NIOCore
import NIOEmbedded
import Testing

@testable import HebbStudio

@Suite("Clients that do not read")
struct UnreadAnswerTests {
  private func channel() throws -> EmbeddedChannel {
    let channel = EmbeddedChannel(handler: UnreadAnswerHandler(patience: .seconds(30)))
    try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
    return channel
  }

  private func set(_ channel: EmbeddedChannel, isWritable: Bool) {
    channel.isWritable = isWritable
    channel.pipeline.fireChannelWritabilityChanged()
  }

  @Test("one that takes nothing for half a minute is cut off")
  func stuck() throws {
    let channel = try channel()
    set(channel, isWritable: false)
    channel.embeddedEventLoop.advanceTime(by: .seconds(29))
    #expect(channel.isActive)
    channel.embeddedEventLoop.advanceTime(by: .seconds(2))
    #expect(!channel.isActive)
  }

  @Test("one that is slow is not")
  func slow() throws {
    let channel = try channel()
    for _ in 0..<5 {
      set(channel, isWritable: false)
      channel.embeddedEventLoop.advanceTime(by: .seconds(20))
      set(channel, isWritable: true)
      channel.embeddedEventLoop.advanceTime(by: .seconds(20))
    }
    #expect(channel.isActive)
    #expect(try channel.finish().isClean)
  }
}
