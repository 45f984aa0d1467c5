/// What the paper reports in Table 1, in per cent, for the original CIFAR-10 images: mean and standard deviation over
/// ten runs.
///
/// > Reference: T. Miconi, "Hebbian learning with gradients" (2021), Table 1.
struct PaperResults {
  let mean: [Double]
  let deviation: [Double]

  /// By experiment, untrained and trained.
  static let all: [String: (untrained: PaperResults, trained: PaperResults)] = [
    "hebbian-cnn": (
      PaperResults(mean: [43.3, 21.05, 10.56], deviation: [0.7, 0.5, 0.4]),
      PaperResults(mean: [49.94, 45.3, 34.5], deviation: [0.4, 0.6, 0.4])
    ),
    "hebbian-cnn-pruned": (
      PaperResults(mean: [52.38, 57.17, 56.3], deviation: [0.4, 0.3, 0.3]),
      PaperResults(mean: [58.56, 64.2, 64.55], deviation: [0.3, 0.4, 0.4])
    ),
  ]
}
