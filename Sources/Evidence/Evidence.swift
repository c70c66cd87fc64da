public import Web

extension Feature {
  /// What the texts show: detectors, rules, learned scores.
  public static var evidence: Feature { Feature("evidence") }
}
