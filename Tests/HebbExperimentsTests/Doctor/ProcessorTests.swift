import Testing

@testable import HebbExperiments

@Suite("Processor")
struct ProcessorTests {
  @Test("x86: model and features of the first processor, in our order, without those that do not matter here")
  func x86() {
    let processor = Processor(
      cpuinfo: """
        processor\t: 0
        model name\t: Fast CPU: 3 GHz
        flags\t\t: fpu avx2 sse4_2 avx512f fma

        processor\t: 1
        model name\t: Other
        flags\t\t: fpu
        """)
    #expect(processor == Processor(model: "Fast CPU: 3 GHz", features: ["sse4_2", "fma", "avx2", "avx512f"]))
  }

  @Test("arm: asimd is called neon")
  func arm() {
    let processor = Processor(cpuinfo: "processor\t: 0\nFeatures\t: fp asimd asimddp sve\nCPU part\t: 0xd0c\n")
    #expect(processor == Processor(model: "unknown", features: ["neon", "asimddp", "sve"]))
  }

  @Test("Nothing to read leaves the model unknown", arguments: ["", "no colon\n", ":\n"])
  func empty(text: String) {
    #expect(Processor(cpuinfo: text) == Processor(model: "unknown", features: []))
  }
}
