public import Foundation
public import HebbData
import HebbNetworks
import HebbTensor

extension Diagnosis {
  /// Looks at this machine; takes about as long as the measurement of the peak.
  ///
  /// - Parameters:
  ///   - version: of the program that asks.
  ///   - data: the folder of data sets, if the user gave one.
  ///   - store: the folder of runs.
  ///   - folders: where data sets may lie otherwise; its environment is also asked for `HEBB_ISA`.
  ///   - measuringFor: seconds for the peak.
  public static func collect(
    version: String, data: URL?, store: URL, folders: DataFolders = .current, measuringFor seconds: Double = 0.2
  ) -> Diagnosis {
    let (process, processor) = (ProcessInfo.processInfo, Processor.current)
    let computing = Computing(
      features: processor.features, kernels: KernelSupport.selected, availableKernels: KernelSupport.available,
      requestedKernels: folders.environment["HEBB_ISA"],
      peakGigaflops: KernelSupport.measurePeak(seconds: seconds) / 1e9, linearAlgebra: LinearAlgebra.libraryName,
      bfloat16: KernelSupport.hasBrainProducts)
    let system = System(
      name: process.operatingSystemVersionString, architecture: architecture, processor: processor.model,
      cores: process.activeProcessorCount, memoryBytes: Int(process.physicalMemory),
      terminal: isatty(STDOUT_FILENO) == 1)
    let datasets = DatasetCatalog.standard.statuses(data: data, in: folders)
    let (cache, store) = (FolderStatus(folders.cache), FolderStatus(store))
    return Diagnosis(
      version: version, system: system, computing: computing, datasets: datasets, cache: cache, store: store,
      warnings: warnings(computing, datasets, cache: cache, store: store))
  }

  static func warnings(
    _ computing: Computing, _ datasets: [DatasetStatus], cache: FolderStatus, store: FolderStatus
  ) -> [String] {
    var warnings: [String] = []
    if let requested = computing.requestedKernels, requested != computing.kernels {
      let available = computing.availableKernels.joined(separator: ", ")
      warnings.append(
        "HEBB_ISA asks for \(requested) kernels, which are not there; it may be one of \(available).")
    }
    if datasets.allSatisfy({ $0.folder == nil }) {
      warnings.append("No data set was found; “hebb data fetch NAME” downloads one.")
    }
    if !cache.isWritable {
      warnings.append("The cache folder cannot be written to; set XDG_CACHE_HOME to another folder.")
    }
    if !store.isWritable {
      warnings.append("The folder of runs cannot be written to; give another with --store or HEBB_STORE.")
    }
    if let free = cache.freeBytes, free < 2_000_000_000 {
      warnings.append("Little space is left for the cache; prepared CIFAR-10 images take about 0.75 GB.")
    }
    return warnings
  }

  private static var architecture: String {
    #if arch(x86_64)
      "x86_64"
    #elseif arch(arm64)
      "arm64"
    #else
      "other"
    #endif
  }
}
