import Foundation
import HebbData
import HebbFigures
import HebbSupport
import Testing

@testable import HebbExperiments

@Suite("Diagnosis")
struct DiagnosisTests {
  private let nowhere = FileManager.default.temporaryDirectory.appendingPathComponent("hebb-\(UUID().uuidString)")

  private func diagnosis(_ environment: [String: String] = [:], store: URL? = nil) -> Diagnosis {
    let folders = DataFolders(environment: environment, home: nowhere, system: nowhere)
    return .collect(
      version: "1.2.3", data: nil, store: store ?? nowhere, folders: folders, measuringFor: 0.001)
  }

  @Test("It tells what this machine has")
  func machine() {
    let diagnosis = diagnosis()
    #expect(diagnosis.version == "1.2.3")
    #expect(diagnosis.system.cores >= 1 && diagnosis.system.memoryBytes > 1 << 20)
    #expect(diagnosis.computing.availableKernels.contains(diagnosis.computing.kernels))
    #expect(diagnosis.computing.peakGigaflops > 0.01)
    #expect(diagnosis.datasets.map(\.name) == DatasetCatalog.standard.entries.map(\.name))
    #expect(diagnosis.cache.path == nowhere.appendingPathComponent(cacheInHome).path)
  }

  @Test("Data sets that are not there are warned about")
  func noData() {
    #expect(diagnosis().warnings.contains { $0.contains("hebb data fetch") })
  }

  @Test("Kernels that are asked for and not there are warned about")
  func noKernels() {
    let warnings = diagnosis(["HEBB_ISA": "mmx"]).warnings
    #expect(warnings.contains { $0.contains("mmx") && $0.contains("base") })
    #expect(!diagnosis().warnings.contains { $0.contains("HEBB_ISA") })
  }

  @Test("A folder of runs that cannot be made is warned about")
  func noStore() throws {
    try Data().write(to: nowhere)
    defer { try? FileManager.default.removeItem(at: nowhere) }
    #expect(diagnosis(store: nowhere).warnings.contains { $0.contains("--store") })
  }

  @Test("The table has every group, and the warnings below")
  func table() {
    let diagnosis = diagnosis(["HEBB_ISA": "mmx"])
    let text = diagnosis.table.text()
    for word in ["1.2.3", "machine", "computing", "data sets", "folders", "GFLOP/s", "fashion-mnist", "HEBB_ISA=mmx"] {
      #expect(text.contains(word))
    }
    #expect(diagnosis.table.notes.count == diagnosis.warnings.count)
  }

  @Test("It is one JSON object")
  func json() throws {
    let object = try JSONSerialization.jsonObject(with: JSONOutput.data(diagnosis())) as? [String: Any]
    let keys = ["cache", "computing", "datasets", "store", "system", "version", "warnings"]
    #expect(object?.keys.sorted() == keys)
  }

  private var cacheInHome: String {
    #if os(macOS)
      "Library/Caches/hebb"
    #else
      ".cache/hebb"
    #endif
  }
}
