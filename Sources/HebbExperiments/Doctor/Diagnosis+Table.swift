import Foundation
import HebbData
public import HebbFigures

extension Diagnosis {
  /// Everything, grouped; the warnings are its notes.
  public var table: Table {
    Table(
      columns: [.left("Hebb"), .left(version)],
      groups: [
        Table.Group("machine", rows: systemRows),
        Table.Group("computing", rows: computingRows),
        Table.Group("data sets", rows: datasets.map { [$0.name, $0.folder ?? "not found"] }),
        Table.Group("folders", rows: [["cache", Self.text(cache)], ["runs", Self.text(store)]]),
      ],
      notes: warnings.isEmpty ? ["Everything is in order."] : warnings.map { "Warning: " + $0 })
  }

  private var systemRows: [[String]] {
    [
      ["operating system", "\(system.name) (\(system.architecture))"],
      ["processor", system.processor],
      ["cores", "\(system.cores)"],
      ["memory", Self.gigabytes(system.memoryBytes)],
      ["standard output", system.terminal ? "a terminal" : "not a terminal"],
    ]
  }

  private var computingRows: [[String]] {
    let chosen = computing.requestedKernels.map { ", HEBB_ISA=\($0)" } ?? ""
    return [
      ["processor features", computing.features.isEmpty ? "none known" : computing.features.joined(separator: " ")],
      ["kernels", "\(computing.kernels) (of \(computing.availableKernels.joined(separator: ", "))\(chosen))"],
      ["peak of one core", String(format: "%.0f GFLOP/s (float32, measured now)", computing.peakGigaflops)],
      [
        "bfloat16 products",
        computing.bfloat16
          ? "by instructions of their own, twice as fast (training.precision: bfloat16)"
          : "by float32 instructions, no faster than float32",
      ],
      ["linear algebra", computing.linearAlgebra],
    ]
  }

  private static func text(_ folder: FolderStatus) -> String {
    let state: String
    switch (folder.exists, folder.isWritable) {
    case (true, true): state = "writable"
    case (true, false): state = "not writable"
    case (false, true): state = "made when needed"
    case (false, false): state = "cannot be made"
    }
    return "\(folder.path) (\(state)\(folder.freeBytes.map { ", \(gigabytes($0)) free" } ?? ""))"
  }

  private static func gigabytes(_ bytes: Int) -> String { String(format: "%.1f GB", Double(bytes) / 1e9) }
}
