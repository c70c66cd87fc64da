internal import Kernel
internal import Web

/// What was learned of a criterion at one time.
struct LearnedVersion: Hashable, Sendable {
  typealias ID = Identifier<LearnedVersion>

  let id: ID
  let scorecard: Int64
  let criterion: Int64
  /// Counts the lessons of a criterion.
  let number: Int
  let record: LearnedRecord
  let learnedAt: Instant

  /// How it compared with newer reviews when that was last looked at.
  struct Check: Hashable, Sendable {
    let conversations: Int
    /// How much further apart, in value.
    let difference: Double?
    let lower: Double?
    let hasDrifted: Bool
    let at: Instant
  }

  /// The seed of the lessons of a criterion; the same reviews give the same models.
  static func seed(_ criterion: Int64) -> UInt64 { UInt64(bitPattern: criterion) | 1 }
}

/// Where a criterion stands, for the pages.
struct LearnedCriterion: Sendable {
  let criterion: PublishedAnswers.Criterion
  /// The newest version; `nil` before the first lesson.
  let version: LearnedVersion?
  let check: LearnedVersion.Check?
  /// What there is to learn from.
  let material: Amount
  /// What people said of its answers.
  var opinions = Opinions()

  /// How many conversations were reviewed, about how many people's work, with how many points.
  struct Amount: Hashable, Sendable {
    var conversations: Set<Int64> = []
    var people: Set<Int64> = []
    var points: Set<Int> = []
  }

  struct Opinions: Hashable, Sendable {
    var right = 0
    var judged = 0
  }

  /// Conversations with reviews of it.
  var rated: Int { material.conversations.count }

  var trust: Trust {
    guard let version else {
      let missing = Lesson.Plan.usual.fewest - rated
      return Trust(
        .off,
        missing > 0
          ? .few(missing)
          : material.people.count < 2
            ? .onePerson : material.points.count < 2 ? .oneAnswer : .unlearned)
    }
    return Trust(version.record, hasDrifted: check?.hasDrifted ?? false)
  }

  /// Whether a new lesson would know enough that the old one did not.
  var isDue: Bool {
    guard rated >= Lesson.Plan.usual.fewest, material.people.count > 1,
      material.points.count > 1
    else { return false }
    guard let version else { return true }
    let known = version.record.conversations
    return rated >= known + max(20, known / 10) || version.record.points != criterion.points
      || (check?.hasDrifted ?? false)
  }
}
