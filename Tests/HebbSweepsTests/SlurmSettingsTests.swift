import Foundation
import HebbSupport
import Testing

@testable import HebbSweeps

@Suite("What Slurm is asked for")
struct SlurmSettingsTests {
  private let tiny: TinySweep

  init() throws { tiny = try TinySweep() }

  private func settings(_ text: String) throws -> SlurmSettings {
    let url = tiny.url.appendingPathComponent("slurm.yaml")
    try Data(text.utf8).write(to: url)
    return try SlurmSettings(contentsOf: url)
  }

  @Test("A file's values stand in the script")
  func script() throws {
    let made = try settings(
      """
      partition: cpu
      time: 2:00:00
      memory: 4G
      account: neuro
      cpus: 4
      atOnce: 10
      modules: [gcc/13, openblas]
      setup: [export OMP_NUM_THREADS=1]
      options: ["--mail-type=END"]
      """)
    let folder = SweepFolder(URL(fileURLWithPath: "/shared/it's here"))
    let script = made.script(for: folder, named: "tiny", runs: 40, program: URL(fileURLWithPath: "/opt/hebb"))
    for line in [
      "#SBATCH --array=0-39%10", "#SBATCH --partition=cpu", "#SBATCH --time=2:00:00", "#SBATCH --mem=4G",
      "#SBATCH --account=neuro", "#SBATCH --cpus-per-task=4", "#SBATCH --requeue", "#SBATCH --mail-type=END",
      "module load gcc/13", "module load openblas", "export OMP_NUM_THREADS=1",
    ] { #expect(script.split(separator: "\n").contains(Substring(line)), "\(line)") }
    #expect(script.contains("/opt/hebb sweep work '/shared/it'\\''s here' --threads"))
    #expect(!script.contains("--qos"))
  }

  @Test(
    "What is wrong in the file is told with its line",
    arguments: [
      ("partitoin: cpu", "Did you mean “partition”?"), ("cpus: many", "not a number"), ("modules: {a: b}", "a list"),
      ("time: [1, 2]", "a word"), ("- cpu", "a mapping"),
    ])
  func wrong(text: String, words: String) {
    let problem = #expect(throws: Problem.self) { try settings(text) }
    #expect(problem?.description.contains(words) == true, "\(problem?.description ?? "")")
    #expect(problem?.place?.contains("slurm.yaml") == true)
  }

  @Test("What a sweep was submitted with is kept with it")
  func kept() throws {
    let sweep = try tiny.folder([SweepParameter(grid: "rule=oja")])
    let launcher = SlurmLauncher(sweep)
    #expect(try launcher.settings() == nil)
    let file = sweep.slurm.appendingPathComponent("settings.json")
    try FileManager.default.createDirectory(at: sweep.slurm, withIntermediateDirectories: true)
    let made = try settings("partition: cpu\ncpus: 4\nmodules: [gcc/13]\n")
    try JSONEncoder().encode(made).write(to: file)
    #expect(try launcher.settings() == made)
    try Data("{".utf8).write(to: file)
    let problem = #expect(throws: Problem.self) { try launcher.settings() }
    #expect(problem?.place == file.path)
  }

  @Test("A file that is not there is a clear mistake")
  func absent() {
    #expect(throws: Problem.self) { try SlurmSettings(contentsOf: URL(fileURLWithPath: "/no/such/file.yaml")) }
  }
}
