import NIOCore

/// Closes a connection whose client does not take what it has asked for: it would hold its place among the connections,
/// and the answer in memory, for as long as it likes.
final class UnreadAnswerHandler: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = Any

  private let patience: TimeAmount
  private var closing: Scheduled<Void>?

  /// - Parameter patience: how long a client may take nothing at all.
  init(patience: TimeAmount) { self.patience = patience }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    closing?.cancel()
    closing = nil
    let channel = context.channel
    if !channel.isWritable {
      closing = context.eventLoop.scheduleTask(in: patience) { channel.close(promise: nil) }
    }
    context.fireChannelWritabilityChanged()
  }

  func channelInactive(context: ChannelHandlerContext) {
    closing?.cancel()
    context.fireChannelInactive()
  }
}
