internal import Conversations
internal import Kernel
internal import Statistics
internal import Storage
internal import Web

/// How often reviewers found something where a signal had flagged a conversation, beside how often
/// they do by chance.
///
/// What the lot of the flagged ones drew stands for all flagged conversations; what random lots drew,
/// by the inverse of its chance, for all conversations.
struct HitRate: Hashable, Sendable {
  let suspicious: Estimate
  let random: Estimate
  /// The first minus the second; all are shares in 0…1.
  let difference: Estimate
  /// The share where each signal was seen, whichever lot drew the conversation.
  let signals: [String: Estimate]

  /// A score below it is a hit, in points; so is a critical fail.
  static let mark = 60.0

  /// The signals of each flagged conversation, by its cycle.
  typealias Flags = [Cycle.ID: [Conversation.ID: Set<String>]]

  /// Takes all conversations looked at, those that enter no score included.
  init(_ all: [Results.Rated], flags: Flags = [:]) {
    let byLot = all.filter(\.isRandom)
    suspicious = Self.share(of: all.filter(\.isSuspicious))
    random = hajekProportionInterval(
      byLot.map(Self.isHit),
      inclusionProbabilities: byLot.map { $0.randomProbability ?? $0.probability })
    difference = Statistics.difference(of: suspicious, minus: random)
    var seen: [String: [Results.Rated]] = [:]
    for one in all {
      for signal in flags[one.cycle]?[one.conversation] ?? [] {
        seen[signal, default: []].append(one)
      }
    }
    signals = seen.mapValues(Self.share)
  }

  private static func share(of some: [Results.Rated]) -> Estimate {
    wilsonInterval(successes: some.count(where: isHit), of: some.count)
  }

  private static func isHit(_ one: Results.Rated) -> Bool {
    one.hasCriticalFail || one.score.map { $0 < mark } ?? false
  }

  /// Whether the flagged lot finds more than the random one: one of four answers.
  var verdict: Verdict { comparisonVerdict(of: difference, between: suspicious, and: random) }

  /// The verdict in a sentence, in percentage points.
  func sentence(_ text: Text) -> String {
    guard let size = difference.value, let lower = difference.lower, let upper = difference.upper
    else { return text("fairness.verdict.few") }
    let values: [String: TextValue] = [
      "size": .integer(Int(exactly: (abs(size) * 100).rounded()) ?? 0),
      "lower": .string(text.number(lower * 100, digits: 0)),
      "upper": .string(text.number(upper * 100, digits: 0)),
    ]
    switch verdict {
    case .signal(.higher, _): return text("fairness.verdict.more", values)
    case .signal(.lower, _): return text("fairness.verdict.fewer", values)
    case .equivalent, .inconclusive: return text("fairness.verdict.open", values)
    case .notEnoughData: return text("fairness.verdict.few")
    }
  }

  /// The rate over some cycles, whose reviews are shared.
  static func of(_ cycles: [Cycle.ID], _ scope: Scope, in db: any Connection) throws -> HitRate {
    let results = try Results.of(cycles, scope, in: db)
    var flags: Flags = [:]
    for cycle in cycles {
      for flag in try FrameItem.flags(in: cycle, scope, in: db) {
        flags[cycle, default: [:]][flag.conversation, default: []].insert(flag.signal)
      }
    }
    return HitRate(results.rated + results.aside, flags: flags)
  }
}
