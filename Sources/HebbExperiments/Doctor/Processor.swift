import Foundation

/// The processor: what the system calls it, and the instruction-set extensions that matter here.
struct Processor: Sendable, Equatable {
  let model: String
  /// In the spelling of Linux, but "neon" for "asimd"; widest last.
  let features: [String]

  /// Vector and matrix extensions of x86-64 and arm64, in the order of their appearance.
  static let features = [
    "sse4_2", "avx", "f16c", "fma", "avx2", "avx512f", "avx512dq", "avx512bw", "avx512vl", "avx512_vnni",
    "avx512_bf16", "avx512_fp16", "amx_tile", "amx_bf16", "neon", "asimddp", "bf16", "i8mm", "sve", "sve2", "sme",
  ]

  /// This machine's.
  static var current: Processor {
    #if os(Linux)
      Processor(cpuinfo: (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? "")
    #else
      Processor(model: systemText("machdep.cpu.brand_string") ?? "unknown", features: builtIn)
    #endif
  }

  init(model: String, features: [String]) {
    (self.model, self.features) = (model, features)
  }

  /// Reads what Linux says in `/proc/cpuinfo`, where x86 and arm have different keys.
  init(cpuinfo: String) {
    var values: [Substring: String] = [:]
    for line in cpuinfo.split(separator: "\n") {
      guard let colon = line.firstIndex(of: ":") else { continue }
      let key = line[..<colon].prefix { $0 != "\t" }
      // All processors alike: the first speaks for the others.
      if values[key] == nil {
        values[key] = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
      }
    }
    let words = (values["flags"] ?? values["Features"] ?? "").split(separator: " ")
    let present = Set(words.map { $0 == "asimd" ? "neon" : String($0) })
    model = values["model name"] ?? values["Model"] ?? "unknown"
    features = Self.features.filter(present.contains)
  }

  #if !os(Linux)
    private static var builtIn: [String] {
      #if arch(arm64)
        ["neon"]
      #else
        []
      #endif
    }

    private static func systemText(_ name: String) -> String? {
      var size = 0
      guard sysctlbyname(name, nil, &size, nil, 0) == 0, size > 1 else { return nil }
      var bytes = [UInt8](repeating: 0, count: size)
      guard sysctlbyname(name, &bytes, &size, nil, 0) == 0 else { return nil }
      return String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
  #endif
}
