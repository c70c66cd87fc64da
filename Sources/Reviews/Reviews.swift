internal import Markup
public import Storage
public import Web

/// The tables of cycles, reviews and feedback, in the order they came to be.
public enum ReviewSchema {
  /// Every step, in order; the scorecards' own steps come before.
  public static let migrations = [
    Migration("reviews-1", Cycle.schema + Review.schema),
    Migration("reviews-2", Author.schema + Author.words),
    Migration("purpose-1", Purpose.schema),
    Migration("procedures-1", Procedure.schema),
    Migration("benchmarks-1", Benchmark.schema),
    Migration("calibration-1", Calibration.schema),
    Migration("reviewers-1", Standing.schema),
    Migration("reflections-1", Reflection.schema),
    Migration("learning-1", Focus.schema),
    Migration("feedback-1", FeedbackRating.schema),
    Migration("sampling-1", SamplingRule.schema),
    Migration("disputes-1", Dispute.schema + SecondReview.schema),
    Migration("assignment-1", Skill.schema + Conflict.schema + Handover.schema),
    Migration("programme-1", Programme.schema + Revision.schema),
    Migration("assignment-2", MoreTime.schema),
  ]
}

extension Feature {
  /// Cycles, samples, assignments, reviews, shared feedback and what they say.
  public static let reviews = Feature.reviews(beside: [])

  /// The same, with what other rooms have to say beside a review.
  public static func reviews(beside asides: [ReviewAside]) -> Feature {
    Feature(
      "reviews", migrations: ReviewSchema.migrations,
      words: reviewWords + samplingWords + reflectionWords + learningWords + feedbackWords
        + calendarWords + disputeWords + assignmentWords + skillWords + programmeWords
        + revisionWords,
      navigation: [
        NavigationItem(.work, "work.title", allow: .create, .review, rank: 10),
        NavigationItem("/calendar", "calendar.title", allow: .create, .review, rank: 15),
        NavigationItem("/received", "received.title", allow: .create, .acknowledgement, rank: 11),
        NavigationItem("/progress", "progress.title", allow: .create, .acknowledgement, rank: 12),
        NavigationItem(
          "/reflections", "reflection.navigation", allow: .create, .reflection, rank: 13),
        NavigationItem("/learning", "learning.navigation", allow: .change, .learning, rank: 14),
        NavigationItem("/feedback", "craft.navigation", allow: .create, .review, rank: 16),
        NavigationItem("/quality", "quality.title", allow: .export, .teamReport, rank: 20),
        NavigationItem("/cycles", "cycle.list", allow: .export, .teamReport, rank: 21),
        NavigationItem("/disputes", "dispute.list", allow: .export, .teamReport, rank: 24),
      ],
      routes: { routes in
        WorkPages.add(to: routes)
        ReviewPages.add(to: routes, beside: asides)
        ReceivedPages.add(to: routes)
        ProgressPages.add(to: routes)
        ReflectionPages.add(to: routes)
        LearningPages.add(to: routes)
        FeedbackPages.add(to: routes)
        QualityPages.add(to: routes)
        HitRatePages.add(to: routes)
        CyclePages.add(to: routes)
        TopUpPages.add(to: routes)
        FairnessPages.add(to: routes)
        CalendarPages.add(to: routes)
        DisputeRulePages.add(to: routes)
        OverturnPages.add(to: routes)
        DisputePages.add(to: routes)
        AssignmentPages.add(to: routes)
        RotationPages.add(to: routes)
        SkillPages.add(to: routes)
        ConflictPages.add(to: routes)
        ProgrammePages.add(to: routes)
        RevisionPages.add(to: routes)
      },
      jobs: [
        Cycle.sharing, Cycle.reminding, Cycle.closing, Dispute.reminding, Programme.running,
      ],
      finders: Finder.cycles + Finder.disputes + Finder.assignment + Finder.programmes,
      agendas: [.reviews])
  }
}
