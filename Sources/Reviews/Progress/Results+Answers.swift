internal import Conversations
internal import Kernel
internal import People
internal import Storage
public import Web

extension PublishedAnswers {
  /// What reviews say of single criteria, for whoever learns from them.
  ///
  /// Values leave, never who gave them. Practised reviews and one's own views stay out.
  public static let reviews = PublishedAnswers(
    criteria: { scope, db in
      try Scorecard.published(scope, in: db).flatMap(\.published)
    },
    given: { scope, db in try handedIn(scope, in: db) },
    pool: { scope, db in try pooled(scope, in: db) },
    samples: { scope, db in
      let cycles = try Cycle.all(scope, in: db).filter { $0.sharedAt != nil }
      let cards = try ScorecardVersion.find(
        Set(cycles.map(\.plan.scorecard)), scope: scope, in: db)
      return cycles.compactMap { cycle in
        guard let card = cards[cycle.plan.scorecard] else { return nil }
        return Sample(
          id: cycle.id.rawValue, team: cycle.team, scorecard: card.scorecard.rawValue,
          first: cycle.plan.firstDay, last: cycle.plan.lastDay)
      }.sorted { ($0.last, $0.id) > ($1.last, $1.id) }
    },
    rated: { samples, scope, db in
      try Results.of(samples.map(Cycle.ID.init(rawValue:)), scope, in: db).rated.map { one in
        Rated(
          sample: one.cycle.rawValue, conversation: one.conversation.rawValue, person: one.agent,
          probability: one.probability, score: one.score,
          values: Dictionary(
            one.values.keys.compactMap { id in one.score(of: id).map { (id.rawValue, $0) } },
            uniquingKeysWith: { first, _ in first }))
      }
    },
    review: { id, visit, db in
      try Desk.find(
        Review.ID(rawValue: id), for: visit.actor, on: visit.today, in: db
      ).subject
    })

  private static func handedIn(
    _ scope: Scope, in db: any Connection
  ) throws -> [Given] {
    let rows = try db.rows(
      """
      SELECT r.id, r.conversation_id, r.agent_id, submitted.at AS submitted_at
      FROM review AS r
      JOIN review_event AS submitted ON submitted.workspace_id = r.workspace_id
        AND submitted.review_id = r.id AND submitted.kind = 'submitted'
      WHERE r.workspace_id = \(scope) AND r.kind <> 'self' AND NOT \(Author.practised)
        AND NOT EXISTS (
          SELECT 1 FROM review_event AS gone
          WHERE gone.workspace_id = r.workspace_id AND gone.review_id = r.id
            AND gone.kind = 'withdrawn')
      ORDER BY submitted.at, r.id
      """)
    let answers = try StoredAnswer.all(of: try rows.map { try $0.get("id") }, scope, in: db)
    return try rows.flatMap { row -> [Given] in
      let (id, conversation): (Review.ID, Int64) = (
        try row.get("id"), try row.get("conversation_id")
      )
      let (person, at): (Actor.ID, Instant) = (
        try row.get("agent_id"), try row.get("submitted_at")
      )
      return (answers[id] ?? []).compactMap { answer in
        answer.value.map { value in
          Given(
            criterion: answer.criterion.rawValue, conversation: conversation, person: person,
            value: value, at: at)
        }
      }
    }
  }

  private static func pooled(_ scope: Scope, in db: any Connection) throws -> [Pooled] {
    try db.rows(
      """
      SELECT f.cycle_id, f.conversation_id, f.agent_id, c.opened_day, f.channel, f.language
      FROM frame_item AS f
      JOIN conversation AS c ON c.workspace_id = f.workspace_id AND c.id = f.conversation_id
      WHERE f.workspace_id = \(scope) AND c.deleted_at IS NULL
      ORDER BY f.cycle_id, f.conversation_id
      """
    ).map { row in
      Pooled(
        sample: try row.get("cycle_id"), conversation: try row.get("conversation_id"),
        person: try row.get("agent_id"), day: try row.get("opened_day"),
        channel: try row.get("channel"), language: try row.get("language"))
    }
  }
}

extension ScorecardVersion {
  /// Its criteria as others may know them.
  fileprivate var published: [PublishedAnswers.Criterion] {
    rubric.criteria.map { criterion in
      PublishedAnswers.Criterion(
        id: criterion.id.rawValue, scorecard: scorecard.rawValue, name: criterion.name,
        weight: rubric.weight(of: criterion.id),
        points: zip(criterion.options, criterion.values).map { option, value in
          PublishedAnswers.Point(label: option.label, value: value)
        })
    }
  }
}
