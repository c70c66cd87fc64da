internal import Kernel
internal import People
internal import Reviews
internal import Storage

extension DemoAgreement {
  /// Three procedures; one of them in a second revision that some have still to read.
  func writeProcedures(in db: any Connection) throws {
    guard let lead = crew.leads.first else { return }
    let scope = crew.scope(of: lead)
    for (index, sheet) in Self.sheets.enumerated() {
      let id = try Procedure.create(
        sheet.kind, title: sheet.title, body: sheet.first, scope: scope, world: clock.world,
        in: db)
      try link(id, to: sheet.criteria, scope, in: db)
      let first = try publish(id, note: "", scope, in: db)
      pass(days: 1)
      try readers(leaving: index == 0 ? 0 : 1).forEach { try acknowledge(first, by: $0, in: db) }
      guard let second = sheet.second else { continue }
      pass(days: 6)
      try Procedure.find(id, scope, in: db)?.openDraft(scope: scope, world: clock.world, in: db)
      if let open = try Procedure.find(id, scope, in: db) {
        try open.save(
          title: sheet.title, body: second, over: 1, scope: scope, world: clock.world, in: db)
      }
      let next = try publish(id, note: sheet.note, scope, in: db)
      pass(days: 1)
      try readers(leaving: 3).forEach { try acknowledge(next, by: $0, in: db) }
    }
  }

  /// All agents but the first few.
  private func readers(leaving count: Int) -> [Person.ID] { Array(crew.agents.dropFirst(count)) }

  private func acknowledge(
    _ revision: Procedure.Revision?, by person: Person.ID, in db: any Connection
  ) throws {
    try revision?.acknowledge(
      by: person, scope: crew.scope(of: person), world: clock.world, in: db)
  }

  private func publish(
    _ id: Procedure.ID, note: String, _ scope: Scope, in db: any Connection
  ) throws -> Procedure.Revision? {
    try Procedure.find(id, scope, in: db)?.publish(
      note: note, scope: scope, world: clock.world, in: db)
  }

  private func link(
    _ id: Procedure.ID, to names: [String], _ scope: Scope, in db: any Connection
  ) throws {
    let criteria = crew.scorecard.rubric.criteria.filter { names.contains($0.name) }.map(\.id)
    try Procedure.find(id, scope, in: db)?.link(
      to: Set(criteria), scope: scope, world: clock.world, in: db)
  }

  private struct Sheet {
    let kind: Procedure.Kind
    let title: String
    let criteria: [String]
    let first: String
    var second: String?
    var note = ""
  }

  private static let sheets = [
    Sheet(
      kind: .call, title: "Taking a call", criteria: ["Professionalism"],
      first: """
        # When this applies

        Every call that comes in on the shop line.

        # What to do

        1. Pick up within four rings and say your first name.
        2. Let the customer finish. Write down the order number.
        3. Say back in one sentence what you understood.
        4. Solve it, or say **who** will call back and **when**.
        5. Ask whether anything is open before you say goodbye.

        # What to take care of

        - A hold longer than two minutes: come back and say so.
        - Never ask for a whole card number.

        # Who helps

        The lead on shift. The team channel answers within minutes.
        """),
    Sheet(
      kind: .problem, title: "Solving a problem", criteria: ["Correctness", "Completeness"],
      first: """
        # When this applies

        Something does not work: a lamp, a login, a payment.

        # What to do

        1. Open the order and the article *before* you answer.
        2. Ask for what you cannot see, all of it at once.
        3. Name the cause in plain words, then the step.
        4. Say who does what, and by when.

        # What to take care of

        - Not sure? Say so and ask. A guess costs the customer a day.

        # Who helps

        The [article list](https://lantern-post.example.com/help) and whoever wrote the article.
        """),
    Sheet(
      kind: .complaint, title: "Handling a complaint", criteria: ["Empathy", "Completeness"],
      first: """
        # When this applies

        The customer says that we let them down, in whatever words.

        # What to do

        1. Thank them for telling us.
        2. Name what it meant for them, once, in your own words.
        3. Offer a way to put it right and a day.

        # Who helps

        The lead decides about refunds above 50 euro.
        """,
      second: """
        # When this applies

        The customer says that we let them down, in whatever words.

        # What to do

        1. Thank them for telling us.
        2. Name what it meant for them, once, in your own words.
        3. Offer **two** ways to put it right, and a day for each.
        4. Note the cause, so that it can be counted.

        # What to take care of

        - Do not explain our reasons before you have named theirs.

        # Who helps

        You decide about refunds up to 100 euro yourself; above that the lead does.
        """,
      note: "You may refund up to 100 euro yourself, and the cause is noted"),
  ]
}
