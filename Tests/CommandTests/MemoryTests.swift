import Foundation
import Testing

#if os(Linux)
  @Suite("Memory of hebb train")
  struct MemoryTests {
    /// The largest memory that a training of so many epochs had in use, in kilobytes.
    private func peak(epochs: Int, of tiny: TinyTraining) throws -> Int {
      var peak = 0
      let result = try tiny.run("train", "hebbian-cnn-pruned", "--epochs", "\(epochs)") { process in
        while process.isRunning {
          let status = (try? String(contentsOfFile: "/proc/\(process.processIdentifier)/status", encoding: .utf8)) ?? ""
          if let line = status.firstMatch(of: /VmHWM:\s*(\d+) kB/), let size = Int(line.1) { peak = max(peak, size) }
          usleep(500)
        }
      }
      #expect(result.exitCode == 0)
      return peak
    }

    @Test("It does not grow with the number of epochs")
    func epochs() throws {
      let tiny = try TinyTraining(perFile: 40)
      let (few, many) = (try peak(epochs: 2, of: tiny), try peak(epochs: 60, of: tiny))
      #expect(few > 10_000)
      // Networks and batches take some 60 MB here; an epoch that kept its own would add megabytes each.
      #expect(many < few + 15_000, "\(few) kB after 2 epochs, \(many) kB after 60")
    }
  }
#endif
