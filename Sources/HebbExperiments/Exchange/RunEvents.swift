public import Foundation
import HebbExchange
import HebbFigures
import HebbSupport

/// A run for TensorBoard: its metrics as scalars, and its snapshots as images and histograms.
public enum RunEvents {
  /// Adds what is new since the last time to the event file of a run in a folder, and makes it if need be.
  ///
  /// - Returns: the file.
  /// - Throws: `Problem` if the run cannot be read or the file not be written.
  @discardableResult
  public static func write(_ run: RunFolder, to folder: URL) throws -> URL {
    do { try Folder.make(folder) } catch {
      throw Problem(
        "the folder cannot be made: \(error.reason)", at: folder.path, advice: "Give a place that you may write to.")
    }
    let isSequences = SequenceRecord.isKept(in: run)
    let started = isSequences ? try SequenceRecord.load(from: run).started : try RunRecord.load(from: run).started
    let time = started.timeIntervalSince1970
    let file = folder.appendingPathComponent("events.out.tfevents.\(Int(time)).\(run.url.lastPathComponent)")
    var log = try EventLog(file)
    let new = (scalars(run, isSequences, started: time) + snapshots(run, started: time)).filter {
      $0.step > log.lastStep ?? -1
    }
    try log.append(new.sorted { $0.step < $1.step })
    return file
  }

  /// Metrics count batches here as snapshots do, so that TensorBoard puts both on one axis.
  private static func scalars(_ run: RunFolder, _ isSequences: Bool, started: Double) -> [EventLog.Event] {
    let steps = run.snapshots()
    if isSequences {
      let perStep = steps.last.flatMap { last in last.characters.map { Double($0) / Double(max(last.step, 1)) } } ?? 1
      return JSONLines.readable(CurvePoint.self, contentsOf: run.metrics).flatMap { point in
        let (step, time) = (Int((Double(point.characters) / max(perStep, 1)).rounded()), started + point.seconds)
        return [
          ("bits/training", point.training), ("bits/validation", point.validation),
          ("accuracy/validation", point.accuracy),
        ].map { EventLog.Event($0, step: step, time: time, .scalar(Float($1))) }
      }
    }
    let perEpoch = steps.last.flatMap { last in last.epoch.map { Double(last.step) / max($0, 1e-9) } } ?? 1
    var seconds = 0.0
    return JSONLines.readable(EpochMetrics.self, contentsOf: run.metrics).flatMap { metrics in
      seconds += metrics.seconds
      let step = Int((Double(metrics.epoch) * perEpoch).rounded())
      var values = [("speed/images per second", metrics.imagesPerSecond)]
      if let readout = metrics.readout {
        values += [("accuracy/training", readout.trainingAccuracy), ("loss/training", readout.loss)]
        if let accuracy = readout.accuracy { values.append(("accuracy/\(readout.evaluatedOn.rawValue)", accuracy)) }
      }
      for (index, layer) in metrics.layers.enumerated() {
        values += [
          ("dead neurons/layer \(index + 1)", layer.deadNeurons),
          ("winner entropy/layer \(index + 1)", layer.winnerEntropy),
          ("weight change/layer \(index + 1)", layer.weightChange),
          ("threshold spread/layer \(index + 1)", layer.thresholdSpread),
        ]
      }
      return values.map { EventLog.Event($0, step: step, time: started + seconds, .scalar(Float($1))) }
    }
  }

  private static func snapshots(_ run: RunFolder, started: Double) -> [EventLog.Event] {
    run.snapshots().flatMap { snapshot in
      var events: [EventLog.Event] = []
      func add(_ name: String, _ value: EventLog.Event.Value) {
        events.append(EventLog.Event(name, step: snapshot.step, time: started, value))
      }
      for layer in snapshot.layers {
        add("weight norms/\(layer.name)", .histogram(layer.weightNorms))
        if let thresholds = layer.thresholds { add("thresholds/\(layer.name)", .histogram(thresholds)) }
        if let wins = layer.wins { add("wins/\(layer.name)", .histogram(wins.map(Float.init))) }
      }
      for picture in snapshot.pictures {
        guard let png = try? Data(contentsOf: run.url.appendingPathComponent(picture)),
          let size = PNGFile.size(of: png)
        else { continue }
        let name = picture.split(separator: "-", maxSplits: 1).last.map { $0.dropLast(4) } ?? ""
        add("receptive fields/\(name)", .image(png: png, width: size.width, height: size.height))
      }
      return events
    }
  }
}
