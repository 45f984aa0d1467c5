public import Foundation
public import HebbSupport
public import HebbTensor

/// Trains along with the first of several processes: computes its part of every batch, and writes nothing. The first
/// process has the `TrainingRun`.
public struct TrainingFollower {
  private let session: TrainingSession
  private let stop: StopRequest

  /// Does what `TrainingRun.start` does on the first process.
  public static func start(
    _ specification: ExperimentSpecification, _ options: TrainingRun.Options, stop: StopRequest
  ) throws -> TrainingFollower {
    TrainingFollower(session: try TrainingRun.newSession(specification, options, stop) { _ in }, stop: stop)
  }

  /// Does what `TrainingRun.resume` does on the first process.
  public static func resume(
    _ folder: RunFolder, cache: URL? = ExperimentData.standardCache, data: URL? = nil, parallel: Parallel,
    collective: any Collective, stop: StopRequest
  ) throws -> TrainingFollower {
    let session = try TrainingRun.savedSession(
      TrainingRun.resumableRecord(of: folder), in: folder, cache: cache, data: data, parallel: parallel, collective: collective, stop: stop
    ) { _ in }
    return TrainingFollower(session: session, stop: stop)
  }

  /// Trains as long as the first process does; what that one then evaluates and saves is not waited for.
  ///
  /// - Throws: `Interruption` if any process was asked to stop; `Problem` if any has failed.
  public func train() throws {
    try session.settle(stop: stop)
    while session.position.epochs < session.specification.training.epochs { try session.trainEpoch(stop: stop) }
  }
}
