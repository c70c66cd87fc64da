internal import Kernel
internal import People
internal import Reviews
internal import Storage

/// What the people of the demo read and know, and one pair that does not review each other.
struct DemoSkills {
  let story: DemoStory
  let crew: DemoCrew
  let world: World

  /// States it in the names of those who would: the first lead, and one agent for themselves.
  func state(in db: any Connection) throws {
    guard let lead = crew.leads.first else { return }
    let scope = crew.scope(of: lead)
    let money = try Skill.add(
      "Money matters", reasons: [DemoReason.refund, .billing, .invoice].map(\.rawValue),
      scope: scope, world: world, in: db)
    let lights = try Skill.add(
      "Lights and app", reasons: [DemoReason.pairing, .warranty, .advice].map(\.rawValue),
      scope: scope, world: world, in: db)
    for (place, person) in crew.agents.enumerated() {
      guard story.cast.agents.indices.contains(place) else { continue }
      let skills: Set<Skill.ID> =
        switch place % 3 {
        case 0: [money]
        case 1: [lights]
        default: [money, lights]
        }
      try Strengths(languages: Set(story.cast.agents[place].languages), skills: skills).state(
        for: person, scope: crew.scope(of: person), world: world, in: db)
    }
    guard crew.agents.count > 5 else { return }
    let (one, other) = (crew.agents[4], crew.agents[5])
    try Conflict.state(
      between: one, and: other, note: "We are cousins", scope: crew.scope(of: one),
      world: world, in: db)
  }
}
