internal import Conversations
internal import Kernel
internal import Storage
internal import Web

/// The rows behind a number: the conditions on `conversation_fact f` that make it, and on the calls
/// or answers of these conversations where those are what is counted.
struct BehindQuery {
  let metric: Metric
  let look: Look
  let period: Period
  var rules = ServiceRules()
  var zone = Zone.utc
  /// The last day of which anything is known; figures of what stands go no further.
  var today: Day?

  private var behind: Behind { Behind(metric) }

  // MARK: Where from

  /// The tables; facts are `f`, calls `k`, answers `s`.
  var tables: SQL {
    switch behind {
    case .calls:
      // Calls first: there are fewer of them, and their own time leaves out most.
      "call k CROSS JOIN conversation_fact f"
    case .answers, .invitations:
      """
      survey_response s LEFT JOIN conversation_fact f
        ON f.workspace_id = s.workspace_id AND f.id = s.conversation_id
      """
    default: "conversation_fact f"
    }
  }

  /// What keeps all of it in one workspace.
  func within(_ scope: Scope) -> SQL {
    switch behind {
    case .calls:
      """
      k.workspace_id = \(scope) AND f.workspace_id = k.workspace_id AND f.id = k.conversation_id
      """
    case .answers, .invitations:
      // An answer counts with its conversation, or alone; what is out of sight does not.
      "s.workspace_id = \(scope) AND (f.id IS NOT NULL OR s.conversation_id IS NULL)"
    default: "f.workspace_id = \(scope)"
    }
  }

  /// What tells a row from the others.
  var key: SQL {
    switch behind {
    case .calls: "k.id"
    case .answers, .invitations: "s.id"
    default: "f.id"
    }
  }

  /// When it happened, as far as a row knows.
  var moment: SQL {
    switch behind {
    case .calls: "COALESCE(k.started_at, f.opened_at)"
    case .answers: "COALESCE(s.answered_at, s.offered_at)"
    case .invitations: "COALESCE(s.offered_at, s.answered_at)"
    default: "f.opened_at"
    }
  }

  /// Whose it is.
  var person: SQL {
    switch behind {
    case .answers, .invitations: "COALESCE(s.agent_id, f.owner_id)"
    default: metric.credit == .firstResponder ? "f.responder_id" : "f.owner_id"
    }
  }

  // MARK: Which of them

  var conditions: SQL { SQL.joined([dates, subject] + ways + own, separator: " AND ") }

  private var dates: SQL {
    let (first, last) = (period.first, period.last)
    switch metric.date {
    case .replied: return "f.replied_day >= \(first) AND f.replied_day <= \(last)"
    case .resolved: return "f.resolved_day >= \(first) AND f.resolved_day <= \(last)"
    case .rated, .invited: return between(moment)
    case .offered:
      return "(k.started_at IS NULL OR \(between("k.started_at"))) AND \(between(moment))"
    case .standing:
      let day = today.map { min($0, last) } ?? last
      return Fact.isOpen(after: day)
    default: return "f.opened_day >= \(first) AND f.opened_day <= \(last)"
    }
  }

  private func between(_ moment: SQL) -> SQL {
    let (start, end) = (zone.start(of: period.first), zone.start(of: period.last.advanced(by: 1)))
    return "\(moment) >= \(start) AND \(moment) < \(end)"
  }

  private var subject: SQL {
    switch look.subject {
    case .centre: "1 = 1"
    case .team(let team): "\(whoseTeam) = \(team)"
    case .queue(let queue): "f.queue_id = \(queue)"
    case .person(let person): "\(self.person) = \(person)"
    }
  }

  /// An answer that came alone is of the first team of whom it names.
  private var whoseTeam: SQL {
    switch behind {
    case .answers, .invitations:
      """
      CASE WHEN s.conversation_id IS NOT NULL THEN f.team_id ELSE \(SQL(Self.firstTeam)) END
      """
    default: "f.team_id"
    }
  }

  private static let firstTeam: StaticName = """
    (SELECT m.team_id FROM membership m WHERE m.workspace_id = s.workspace_id \
    AND m.person_id = s.agent_id ORDER BY m.id LIMIT 1)
    """

  private var ways: [SQL] {
    var ways: [SQL] = []
    if let channel = look.channel { ways.append("f.channel = \(channel)") }
    // Whoever looks at a queue looks at that one.
    if case .queue = look.subject { return ways }
    if let queue = look.queue { ways.append("f.queue_id = \(queue)") }
    return ways
  }

  private var own: [SQL] {
    switch metric {
    case .firstContactResolution: ["f.is_first_contact IS NOT NULL"]
    case .csat: [answered(.csat)]
    case .nps: [answered(.nps)]
    case .ces: [answered(.ces)]
    case .resolutionTime, .volumeSolved: ["f.resolution_ms IS NOT NULL"]
    case .solutionInTime: ["f.is_solved_in_time IS NOT NULL"]
    case .ownership: ["f.resolution_ms IS NOT NULL AND f.hands > 0"]
    case .answerWait: [offered, isAnswered, isKnown("k.wait_s")]
    case .serviceLevel: [offered, isCounted, "NOT (\(isAnswered) AND NOT \(isKnown("k.wait_s")))"]
    case .abandonment: [offered, isCounted]
    case .handleTime, .talkTime: [offered, isAnswered, isKnown("k.talk_s")]
    case .holdTime: [offered, isAnswered, isKnown("k.hold_s")]
    case .wrapTime: [offered, isAnswered, isKnown("k.wrap_s")]
    default: []
    }
  }

  private func answered(_ kind: SurveyKind) -> SQL {
    "s.kind = \(kind) AND s.normalised IS NOT NULL"
  }

  // MARK: Calls

  private var offered: SQL {
    """
    COALESCE(k.direction, '') NOT IN (\(CallDirection.outbound), \(CallDirection.internal))
    """
  }

  private func isKnown(_ seconds: SQL) -> SQL {
    "(COALESCE(\(seconds), -1) >= 0 AND COALESCE(\(seconds), -1) < 1000000000)"
  }

  var isAnswered: SQL {
    "COALESCE(k.is_answered, CASE WHEN k.talk_s > 0 THEN 1 ELSE 0 END) = 1"
  }

  /// Who hangs up at once dialled by mistake: neither offered nor given up (FORMULAS 20 and 21).
  ///
  /// Waits are counted in whole milliseconds.
  private var isCounted: SQL {
    """
    NOT (COALESCE(k.is_abandoned, 0) = 1 AND \(isKnown("k.wait_s"))
      AND k.wait_s + 0.0005 < \(rules.shortAbandon))
    """
  }

  private func milliseconds(_ seconds: SQL) -> SQL { "\(seconds) * 1000" }

  // MARK: What each says

  /// The value of the metric in one row, as a number; `nil` for counts.
  var value: SQL {
    switch metric {
    case .firstContactResolution: "f.is_first_contact"
    case .csat, .nps, .ces: "s.normalised"
    case .surveyResponse: "CASE WHEN s.normalised IS NULL THEN 0 ELSE 1 END"
    case .complaints: "f.is_complaint"
    case .firstResponse: isBusiness ? "f.first_response_business_ms" : "f.first_response_ms"
    case .firstResponseInTime: "f.is_in_time"
    case .resolutionTime: isBusiness ? "f.resolution_business_ms" : "f.resolution_ms"
    case .solutionInTime: "f.is_solved_in_time"
    case .reopens: "f.reopens"
    case .ownership: "f.hands"
    case .answerWait, .serviceLevel, .abandonment: milliseconds("k.wait_s")
    case .handleTime:
      milliseconds("(k.talk_s + COALESCE(k.hold_s, 0) + COALESCE(k.wrap_s, 0))")
    case .talkTime: milliseconds("k.talk_s")
    case .holdTime: milliseconds("k.hold_s")
    case .wrapTime: milliseconds("k.wrap_s")
    default: "f.opened_at"
    }
  }

  private var isBusiness: Bool { look.clock == .business }

  // MARK: Who may read them

  /// Whether every row is open to somebody, whoever it concerns.
  static func mayReadAll(_ actor: Actor) -> Bool {
    actor.can(.read, .conversation, Ownership()) && actor.can(.read, .surveyAnswer, Ownership())
  }

  /// The matrix' answer for each row.
  func mayRead(_ actor: Actor) -> SQL {
    guard behind == .answers || behind == .invitations else { return Self.mayRead(actor) }
    let alone = actor.predicate(
      .read, .surveyAnswer, person: "COALESCE(s.agent_id, 0)", team: Self.firstTeam)
    return "((f.id IS NOT NULL AND \(Self.mayRead(actor))) OR (f.id IS NULL AND \(alone)))"
  }

  /// The matrix' answer for rows of `conversation_fact f`.
  static func mayRead(_ actor: Actor) -> SQL {
    let owner = actor.predicate(
      .read, .conversation, person: "COALESCE(f.owner_id, 0)", team: "COALESCE(f.team_id, 0)")
    let talker = actor.predicate(
      .read, .conversation, person: "COALESCE(f.credited_id, 0)", team: "COALESCE(f.team_id, 0)")
    return "(\(owner) OR \(talker))"
  }
}
