public import Web

extension Feature {
  /// Rating the same conversations blind, seeing how far people agree, and agreeing.
  ///
  /// Its tables belong to ``ReviewSchema``.
  public static let calibration = Feature(
    "calibration", words: calibrationWords,
    navigation: [
      NavigationItem(.calibrations, "calibration.title", allow: .read, .calibration, rank: 22)
    ],
    routes: { routes in
      CalibrationPages.add(to: routes)
      CalibrationRatingPages.add(to: routes)
    })
}
