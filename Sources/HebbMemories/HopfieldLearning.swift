/// How a Hopfield network's weights come about from the patterns ξ, μ = 1…K of N units. The diagonal is 0 in all of them.
public enum HopfieldLearning: String, Sendable, CaseIterable {
  /// W = Σ ξ ξᵀ, whole numbers, so that a field of 0 is one. About 0.138 N random patterns can be recalled.
  ///
  /// > Reference: J. J. Hopfield, PNAS 79 (1982), 2554–2558, doi:10.1073/pnas.79.8.2554; capacity: D. J. Amit,
  /// > H. Gutfreund and H. Sompolinsky, Phys. Rev. Lett. 55 (1985), doi:10.1103/PhysRevLett.55.1530.
  case hebbian

  /// One pattern after the other, wᵢⱼ += (ξᵢ ξⱼ − ξᵢ hⱼᵢ − hᵢⱼ ξⱼ) / N with hᵢⱼ = Σ_{k ≠ i,j} wᵢₖ ξₖ: local and incremental
  /// like Hebb's rule, with room for about N / √(2 ln N) patterns.
  ///
  /// > Reference: A. J. Storkey, "Increasing the capacity of a Hopfield network without sacrificing functionality",
  /// > ICANN 1997, doi:10.1007/BFb0020196.
  case storkey

  /// W = the projection onto the space that the patterns span. Exact for up to N linearly independent patterns, with
  /// basins of attraction that shrink to nothing on the way.
  ///
  /// > Reference: L. Personnaz, I. Guyon and G. Dreyfus, J. Physique Lett. 46 (1985); I. Kanter and H. Sompolinsky,
  /// > Phys. Rev. A 35 (1987), 380–392, doi:10.1103/PhysRevA.35.380.
  case pseudoInverse = "pseudo-inverse"
}
