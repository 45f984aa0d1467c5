/// How much of what trials differ in follows from one parameter alone.
///
/// The first-order part of a functional analysis of variance: trials are put into groups by the parameter's value
/// (values of a list each by themselves, drawn numbers in groups of equal size by their order), and the share of the
/// variance that lies between groups is measured by epsilon squared,
///
/// ε² = (SS_between − (k − 1) MS_within) / SS_total, at least 0,
///
/// with k groups, SS sums of squares, and MS_within = SS_within / (n − k). Without the correction a parameter without any
/// effect would have (k − 1) / (n − 1) by chance.
///
/// It does not see what parameters do together only (their interactions): the shares then add up to less than 1.
///
/// > References: F. Hutter et al., "An efficient approach for assessing hyperparameter importance", ICML 2014;
/// > T. L. Kelley, "An unbiased correlation ratio measure", PNAS 21 (1935).
struct ParameterImportance {
  /// The most groups that drawn numbers are put into.
  private static let mostGroups = 6
  /// The fewest in such a group, if there are two of them.
  private static let fewestInGroup = 3

  /// - Parameters:
  ///   - groups: the group of each trial.
  ///   - values: what each trial reached.
  /// - Returns: 0 to 1; nil if there are too few trials to tell, or all are alike.
  static func share(groups: [Int], values: [Double]) -> Double? {
    let grouped = Dictionary(grouping: zip(groups, values), by: \.0).mapValues { $0.map(\.1) }
    let (n, k) = (Double(values.count), Double(grouped.count))
    guard k > 1, n > k else { return nil }
    let mean = values.reduce(0, +) / n
    let total = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    guard total > 0 else { return nil }
    // In a fixed order, so that sums are the same each time.
    let between = grouped.sorted { $0.key < $1.key }.reduce(0.0) { sum, group in
      let own = group.value.reduce(0, +) / Double(group.value.count)
      return sum + Double(group.value.count) * (own - mean) * (own - mean)
    }
    let within = max(0, total - between)
    return min(1, max(0, (between - (k - 1) * within / (n - k)) / total))
  }

  /// Trials in groups by a parameter's values, as they are written.
  static func groups(of values: [String], _ domain: SweepParameter.Domain) -> [Int] {
    switch domain {
    case .grid(let list), .choice(let list): return values.map { list.firstIndex(of: $0) ?? 0 }
    case .uniform, .logarithmic, .integer:
      let numbers = values.map { Double($0) ?? 0 }
      let sorted = numbers.sorted()
      let count = max(1, min(mostGroups, values.count / fewestInGroup))
      // By order, so that equal numbers are never in different groups.
      return numbers.map { number in
        let below = sorted.firstIndex(of: number) ?? 0
        return below * count / max(1, sorted.count)
      }
    }
  }
}
