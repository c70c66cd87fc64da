public import Web

extension Feature {
  /// Practice for those whose ratings lie apart, and what is known about reviewing itself.
  ///
  /// Its tables belong to ``ReviewSchema``.
  public static let reviewers = Feature(
    "reviewers", words: reviewerWords,
    navigation: [
      NavigationItem(.practice, "practice.title", allow: .create, .acknowledgement, rank: 14),
      NavigationItem(.reviewers, "reviewer.title", allow: .export, .teamReport, rank: 23),
    ],
    routes: { routes in
      PracticePages.add(to: routes)
      ReviewerPages.add(to: routes)
    })
}
