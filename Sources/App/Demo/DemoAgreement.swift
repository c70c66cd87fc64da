internal import Kernel
internal import People
internal import Reviews
internal import Storage

/// What the demo team agreed on before it began to review: its purpose.
struct DemoAgreement {
  let crew: DemoCrew
  let clock: DemoWorld
  let limit: Instant

  /// Rules about disputes with a long window, so that there is something to see on any day.
  func writeRules(in db: any Connection) throws {
    try DisputeRule(windowDays: 45, secondPercent: 15)
      .enact(scope: crew.scope, world: clock.world, in: db)
  }

  /// The first wording by the lead, and a better one a little later by the analyst.
  func writePurpose(in db: any Connection) throws {
    guard let lead = crew.leads.first else { return }
    let names = Dictionary(
      crew.scorecard.rubric.criteria.map { ($0.name, $0.id) }, uniquingKeysWith: { a, _ in a })
    func value(_ name: String, _ meaning: String, _ criteria: String...) -> Purpose.Value {
      .init(
        id: clock.world.id(), name: name, meaning: meaning,
        criteria: Set(criteria.compactMap { names[$0] }))
    }
    var purpose = Purpose(
      sentence: "We answer every customer quickly and correctly.",
      values: [
        value("Honest answers", "What we say is true, also when it is not what they hoped for."),
        value("Finished work", "The customer does not have to write again."),
      ])
    let first = try purpose.write(
      over: 0, note: "Written together at the first team meeting", scope: crew.scope(of: lead),
      world: clock.world, in: db)
    pass(days: 9)
    purpose.sentence =
      "Whoever talks to us goes away with a light on: the answer, and the feeling of being heard."
    purpose.values[0].criteria = Set([names["Correctness"]].compactMap(\.self))
    purpose.values[1].criteria = Set([names["Completeness"]].compactMap(\.self))
    purpose.values.append(
      value(
        "Being heard", "We name what the trouble means for this person before we solve it.",
        "Empathy", "Professionalism"))
    try purpose.write(
      over: first.number, note: "Quick is not the point; nobody is thanked for a fast wrong answer",
      scope: crew.scope(of: lead), world: clock.world, in: db)
  }

  /// Lets some days go by before the next step, never past what the demo calls now.
  func pass(days: Int64) {
    clock.set(min(limit, clock.world.now().advanced(bySeconds: days * 86_400 + 4000)))
  }
}
