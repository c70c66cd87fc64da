internal import Conversations
internal import Kernel
internal import People
internal import Reviews
internal import Storage

/// Two workshops of the demo: one that left examples, and one that waits for ratings.
struct DemoWorkshop {
  let story: DemoStory
  let crew: DemoCrew
  let clock: DemoWorld

  /// Which conversation, what the group chose, and what it agreed on, by place of the criterion.
  private struct Case {
    let worst: Bool
    let note: String
    let choices: [[Int]]
    let agreed: [Int]
    let why: [String]
    let said: [String]
  }

  private var lead: Person.ID? { crew.leads.first }
  private var rubric: Rubric { crew.scorecard.rubric }

  /// Plays what was agreed after a month, and opens the one that still runs.
  func play(in db: any Connection) throws {
    guard let lead else { return }
    let scope = crew.scope(of: lead)
    var used: Set<Conversation.ID> = []
    for example in Self.cases {
      guard let one = try subject(worst: example.worst, besides: used, in: db) else { continue }
      used.insert(one.id)
      try play(example, on: one, scope, in: db)
    }
    guard let next = try subject(worst: true, besides: used, in: db) else { return }
    let id = try Workshop.open(
      on: next, with: crew.scorecard.id, inviting: [lead] + group(without: next),
      note: "Is this complete? Reviewers did not agree.", scope: scope, world: clock.world, in: db)
    guard let workshop = try Workshop.find(id, scope, in: db),
      let second = group(without: next).dropFirst().first
    else { return }
    try handIn([1, 2, 1, 2], "", second, to: workshop, in: db)
  }

  /// Three agents of the first team, the first one among them, not the one it is about.
  private func group(without conversation: Conversation) -> [Person.ID] {
    let agent = conversation.credited ?? conversation.agent
    return Array(crew.agents.filter { $0 != agent }.prefix(3))
  }

  /// A longer English conversation of the first team's second agent or later.
  private func subject(
    worst: Bool, besides used: Set<Conversation.ID>, in db: any Connection
  ) throws -> Conversation? {
    guard let team = crew.teams.first, let first = crew.agents.first else { return nil }
    let scope = crew.scope
    let ids: [Conversation.ID] = try db.rows(
      """
      SELECT c.id AS id FROM conversation AS c
      WHERE c.workspace_id = \(scope) AND c.team_id = \(team) AND c.language = 'en'
        AND c.channel <> 'call' AND c.agent_message_count BETWEEN 2 AND 6
        AND c.credited_id IS NOT NULL AND c.credited_id = c.agent_id
        AND c.credited_id <> \(first)
      ORDER BY c.id
      LIMIT 400
      """
    ).map { try $0.get("id") }
    let candidates = try ids.filter { !used.contains($0) }.compactMap {
      try Conversation.find($0, scope: scope, in: db)
    }
    return candidates.min { left, right in
      let (one, other) = (worth(left), worth(right))
      return worst ? one < other : one > other
    }
  }

  /// How good the conversation truly is.
  private func worth(_ conversation: Conversation) -> Double {
    guard let number = DemoPlan.number(externalID: conversation.externalID) else { return 0.5 }
    return DemoPlan(number, in: story.calendar.slot(of: number), of: story).worth
  }

  private func play(
    _ example: Case, on conversation: Conversation, _ scope: Scope, in db: any Connection
  ) throws {
    let people = group(without: conversation)
    let id = try Workshop.open(
      on: conversation, with: crew.scorecard.id, inviting: people, note: example.note,
      scope: scope, world: clock.world, in: db)
    for (place, person) in people.enumerated() {
      guard let workshop = try Workshop.find(id, scope, in: db) else { return }
      let choices = example.choices.map { $0.indices.contains(place) ? $0[place] : 1 }
      try handIn(
        choices, place == 0 ? "The words are kind; the step is missing." : "", person, to: workshop,
        in: db)
    }
    guard let workshop = try Workshop.find(id, scope, in: db), workshop.showsRatings else { return }
    let messages = try Message.all(of: conversation.id, scope: scope, in: db)
    for (place, criterion) in rubric.criteria.enumerated() {
      guard example.agreed.indices.contains(place),
        criterion.options.indices.contains(example.agreed[place])
      else { continue }
      try workshop.agree(
        Agreement(
          criterion.id, option: criterion.options[example.agreed[place]].id,
          discussion: example.said[place], evidence: evidence(messages, place),
          why: example.why[place], isKept: true),
        by: rubric, messages: messages, scope: scope, world: clock.world, in: db)
    }
    try workshop.close(scope: scope, world: clock.world, in: db)
  }

  private func handIn(
    _ choices: [Int], _ comment: String, _ person: Person.ID, to workshop: Workshop,
    in db: any Connection
  ) throws {
    var answers = Answers()
    for (place, criterion) in rubric.criteria.enumerated() {
      let choice = min(
        choices.indices.contains(place) ? choices[place] : 2, criterion.options.count - 1)
      let option = criterion.options[choice]
      answers[criterion.id] = Answer(
        .option(option.id),
        comment: option.needsComment && comment.isEmpty ? "Not enough for me." : comment)
    }
    try workshop.handIn(
      answers, of: person, by: rubric, scope: crew.scope(of: person), world: clock.world, in: db)
  }

  /// One of the longest sentences the agent wrote, another for each criterion; never the signature.
  private func evidence(_ messages: [Message], _ place: Int) -> Agreement.Evidence {
    let own = messages.filter { $0.role == .agent && !$0.isNote && !$0.isLine }
    let sentences = own.flatMap { message in
      message.text.split { ".!?\n\r".contains($0) }.map { sentence in
        (message: message.id, words: String(sentence.drop { $0 == " " }))
      }
    }.filter { !$0.words.contains("regards") && !$0.words.contains("wishes") }
    let longest = sentences.enumerated().sorted { left, right in
      (-left.element.words.count, left.offset) < (-right.element.words.count, right.offset)
    }.map(\.element)
    guard !longest.isEmpty else { return .init() }
    let chosen = longest[place % min(4, longest.count)]
    return .init(message: chosen.message, quote: chosen.words)
  }

  private static let cases = [
    Case(
      worst: false, note: "What does the best look like?",
      choices: [[3, 3, 3], [3, 2, 3], [2, 3, 3], [3, 3, 2]], agreed: [3, 3, 3, 3],
      why: [
        "Every statement was checked against the order, and it says so.",
        "The next question is answered before it is asked; nothing is left to write for.",
        "It names what the trouble means before it solves anything, and stays with it to the end.",
        "Calm, short, in our style. New colleagues may copy it.",
      ],
      said: [
        "No difference.",
        "Is looking ahead needed for the top? We said yes, or it is the third point.",
        "One of us missed a second sign of care near the end and found it on reading again.",
        "A small slip in one line does not matter.",
      ]),
    Case(
      worst: true, note: "Where does polite end and heard begin?",
      choices: [[2, 2, 1], [0, 1, 2], [0, 1, 1], [2, 1, 2]], agreed: [2, 1, 1, 2],
      why: [
        "True, but the customer has to guess which of the two steps is theirs.",
        "One question stays open and no day is named, so the customer must ask again.",
        "Friendly words that would fit anybody; this customer's trouble is not named.",
        "Clean, but not an example: two templates stand one behind the other.",
      ],
      said: [
        "Unclear is not wrong.", "From 0 to 2 before we talked. An answer without a day is partly.",
        "Cold would be to pass it over. This is polite.", "We agreed quickly.",
      ]),
  ]
}
