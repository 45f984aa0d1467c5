/// What is recorded of a pass over the training images by back-propagation: one line of `backpropagation.jsonl`.
struct BackpropagationMetrics: Sendable, Codable, Equatable {
  /// From 1.
  var epoch: Int
  var seconds: Double
  var imagesPerSecond: Double
  /// Cross-entropy in nats and fraction of right answers, over the images as they were shown.
  var loss: Double
  var trainingAccuracy: Double
}
