internal import Conversations
internal import Kernel
internal import People
internal import Storage
internal import Web

/// Everything the page of a workshop is made of, as far as its reader may see.
struct WorkshopDesk: Sendable {
  let workshop: Workshop
  let card: ScorecardVersion
  /// What the conversation is about, without names where the reader may not know them.
  let title: Headline?
  /// Without names where the reader may not read the conversation itself.
  let messages: [Message]
  let conversation: Conversation
  let redaction: Redaction?
  let names: [Person.ID: String]
  /// What the reader handed in, or has chosen so far.
  let own: Answers
  /// What everybody handed in, once nobody rates any more.
  let ratings: [Answers]
  let agreements: [Criterion.ID: Agreement]
  let kept: [Criterion.ID: Benchmark.ID]
  let isLed: Bool
  let takesRatings: Bool
  let guide: Guide
  /// Who could still be invited.
  let others: [Person]

  static func find(
    _ id: Workshop.ID, for actor: Actor, in db: any Connection
  ) throws -> WorkshopDesk {
    let scope = actor.scope
    guard let workshop = try Workshop.find(id, scope, in: db), workshop.isVisible(to: actor),
      let card = try ScorecardVersion.find(workshop.scorecard, scope: scope, in: db),
      let conversation = try Conversation.find(workshop.conversation, scope: scope, in: db)
    else { throw Problem.notFound }
    let redaction = try Redaction.all(of: [conversation.id], for: actor, in: db)[conversation.id]
    let messages = try Message.all(of: conversation.id, scope: scope, in: db)
    let takesRatings = workshop.takesRatings(of: actor)
    let own =
      takesRatings
      ? try workshop.draft(of: actor.person, scope, in: db)
      : try workshop.ratings(of: actor.person, scope, in: db)
    let isLed = workshop.isLed(by: actor)
    let kept = try Benchmark.all(scope, in: db).filter { $0.workshop == id && !$0.isRetired }
    return WorkshopDesk(
      workshop: workshop, card: card,
      title: try Headline.all([conversation.id], scope, in: db)[conversation.id],
      messages: redaction.map { cover in messages.map { $0.covered(by: cover) } } ?? messages,
      conversation: conversation, redaction: redaction,
      names: try Person.names(
        of: workshop.seats.map(\.person) + [workshop.openedBy].compactMap(\.self), scope, in: db),
      own: own ?? Answers(), ratings: Array(try workshop.ratings(scope, in: db).values),
      agreements: workshop.showsRatings ? try workshop.agreements(scope, in: db) : [:],
      kept: Dictionary(kept.map { ($0.criterion, $0.id) }, uniquingKeysWith: { $1 }),
      isLed: isLed, takesRatings: takesRatings,
      guide: takesRatings
        ? try Guide.of(card.rubric, for: actor, apartFrom: conversation.id, in: db) : .empty,
      others: isLed && workshop.stage == .rating
        ? try Workshop.invitable(by: actor, except: conversation, in: db).filter {
          workshop.seat(of: $0.id) == nil
        } : [])
  }

  /// The conversation's subject as the reader may see it.
  func shownTitle(_ text: Text) -> String {
    title?.title(text, covered: redaction) ?? "–"
  }

  /// How the ratings lie, what to talk about first at the top.
  var spreads: [Spread] {
    let spreads = card.rubric.criteria.map { criterion in
      Spread(criterion, choices: ratings.compactMap { $0[criterion.id]?.choice })
    }
    return spreads.enumerated().sorted { left, right in
      if left.element.comes(before: right.element) { return true }
      if right.element.comes(before: left.element) { return false }
      return left.offset < right.offset
    }.map(\.element)
  }
}

extension WorkshopDesk {
  /// The counts of all criteria, in the order of the scorecard.
  func csv(_ text: Text) -> [String] {
    let head = [text("workshop.criterion"), text("criterion.option"), text("workshop.people")]
    let order = spreads
    let rows = card.rubric.criteria.flatMap { criterion -> [[String]] in
      guard let spread = order.first(where: { $0.criterion == criterion.id }) else { return [] }
      let options = zip(criterion.options, spread.counts).map { option, count in
        [criterion.name, option.label, String(count)]
      }
      return options
        + [[criterion.name, text("workshop.notApplicable"), String(spread.notApplicable)]]
    }
    return ([head] + rows).map(CSVWriter.line)
  }
}

extension Redaction {
  /// What covers the people of those conversations that the actor may not read.
  static func all(
    of ids: some Sequence<Conversation.ID>, for actor: Actor, in db: any Connection
  ) throws -> [Conversation.ID: Redaction] {
    let ids = Set(ids)
    guard !ids.isEmpty else { return [:] }
    let readable = try Conversation.readable(ids, for: actor, in: db)
    return try all(ids.subtracting(readable), actor.scope, in: db)
  }
}

extension Workshop {
  /// Whom the actor may invite to rate a conversation: colleagues they know of, not its agent.
  static func invitable(
    by actor: Actor, except conversation: Conversation?, in db: any Connection
  ) throws -> [Person] {
    let agent = conversation.flatMap { $0.credited ?? $0.agent }
    let teams = try Membership.all(actor.scope, in: db)
    return try Person.allowed(.use, .workshop, actor.scope, in: db).filter { person in
      guard person.id != agent else { return false }
      let owners =
        [Ownership(person: person.id.rawValue)]
        + (teams[person.id] ?? []).map {
          Ownership(person: person.id.rawValue, team: $0.rawValue)
        }
      return person.id == actor.person
        || owners.contains { actor.can(.read, .person, $0) }
    }
  }
}

/// A conversation that is worth a workshop, and why.
struct WorkshopCandidate: Sendable {
  let headline: Headline
  /// The points between the highest and the lowest score of its reviews.
  let gap: Double

  /// Those on which shared reviews differed most, as they were handed in: what a dispute corrected
  /// is worth talking about as well.
  static func all(for actor: Actor, in db: any Connection) throws -> [WorkshopCandidate] {
    let rows = try db.rows(
      """
      SELECT v.conversation_id AS id, MAX(s.value) - MIN(s.value) AS gap
      FROM review AS v
      JOIN review_event AS e ON e.workspace_id = v.workspace_id AND e.review_id = v.id
        AND e.kind = 'shared'
      JOIN review_score AS s ON s.workspace_id = v.workspace_id AND s.review_id = v.id
        AND s.version = 1
      WHERE v.workspace_id = \(actor.scope) AND v.kind <> 'self' AND s.value IS NOT NULL
        AND NOT EXISTS (
          SELECT 1 FROM review_event AS gone
          WHERE gone.workspace_id = v.workspace_id AND gone.review_id = v.id
            AND gone.kind = 'withdrawn')
        AND NOT EXISTS (
          SELECT 1 FROM workshop AS w
          WHERE w.workspace_id = v.workspace_id AND w.conversation_id = v.conversation_id)
      GROUP BY v.conversation_id
      HAVING COUNT(*) > 1
      ORDER BY MAX(s.value) - MIN(s.value) DESC, v.conversation_id DESC
      LIMIT 200
      """)
    let gaps: [(Conversation.ID, Double)] = try rows.map {
      (try $0.get("id"), try $0.get("gap"))
    }
    let readable = try Conversation.readable(gaps.map(\.0), for: actor, in: db)
    let best = gaps.filter { readable.contains($0.0) }.prefix(6)
    let headlines = try Headline.all(best.map(\.0), actor.scope, in: db)
    return best.compactMap { id, gap in
      headlines[id].map { WorkshopCandidate(headline: $0, gap: gap) }
    }
  }
}
