public import Kernel
public import People
internal import Storage

/// That so many of so many conversations were drawn by lot, kept so that every chance of a cycle
/// can be computed again.
public struct Lot: Hashable, Sendable {
  /// What was drawn from.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// A person's conversations of the period.
    case random
    /// The team's flagged conversations.
    case suspicious
    /// What no random lot of a person had taken yet, while the cycle ran.
    case unsettled
  }

  public let kind: Kind
  /// Whose conversations; `nil` for the team's.
  public let agent: Person.ID?
  /// Which round of additions it belongs to; 0 for the draw at the opening.
  public let number: Int
  public let drawn: Int
  public let population: Int
  /// How much the person's earlier scores varied, in points, and how many they were.
  public let spread: Double?
  public let known: Int

  /// drawn / population.
  public var probability: Double { Double(drawn) / Double(max(1, population)) }
}

extension Lot {
  init(_ share: Allotment.Share) {
    self.init(
      kind: .random, agent: share.agent, number: 0, drawn: share.drawn,
      population: share.population, spread: share.spread, known: share.known)
  }

  init(row: Row) throws {
    let kind: String = try row.get("kind")
    self.init(
      kind: Kind(rawValue: kind) ?? .random, agent: try row.get("agent_id"),
      number: try row.get("number"), drawn: try row.get("drawn"),
      population: try row.get("population"), spread: try row.get("spread"),
      known: try row.get("known"))
  }

  /// The lots of a cycle, in the order they were drawn; none for cycles older than lots.
  static func all(
    in cycle: Cycle.ID, _ scope: Scope, in db: any Connection
  ) throws -> [Lot] {
    try db.rows(
      """
      SELECT kind, agent_id, number, drawn, population, spread, known FROM lot
      WHERE workspace_id = \(scope) AND cycle_id = \(cycle)
      ORDER BY number, kind, agent_id
      """
    ).map(Lot.init(row:))
  }

  func insert(
    into cycle: Cycle.ID, scope: Scope, world: World, in db: any Connection
  ) throws {
    try db.execute(
      """
      INSERT INTO lot
        (workspace_id, id, cycle_id, kind, agent_id, number, drawn, population, spread, known,
         drawn_at)
      VALUES
        (\(scope), \(world.key()), \(cycle), \(kind.rawValue), \(agent), \(number), \(drawn),
         \(population), \(spread), \(known), \(world.now()))
      """)
  }
}

/// The chances that follow from the lots of a cycle.
///
/// Rounds of additions are drawn from what is left, so a person's conversations have the chance
/// 1 − Π(1 − nₖ/Nₖ) in all random lots together (π₁ + (1 − π₁)π₂ for two). The flagged ones are
/// drawn independently of that, so one has the chance 1 − (1 − π)(1 − πₛ) to be looked at.
struct Chances: Hashable, Sendable {
  private let random: [Person.ID: Double]
  /// The chance of a flagged conversation in the lot of the flagged ones.
  let suspicious: Double

  init(_ lots: [Lot]) {
    let own = lots.filter { $0.agent != nil }
    random = Dictionary(grouping: own) { $0.agent ?? Person.ID(rawValue: 0) }.mapValues { lots in
      if let only = lots.first, lots.count == 1 { return only.probability }
      return 1 - lots.reduce(1) { $0 * (1 - $1.probability) }
    }
    suspicious = lots.filter { $0.kind == .suspicious }.map(\.probability).max() ?? 0
  }

  /// The chance of a person's conversation to be in the random sample; `nil` without lots.
  func inRandomLots(of agent: Person.ID) -> Double? { random[agent] }

  /// The chance to be looked at in either way.
  func any(of agent: Person.ID, isFlagged: Bool) -> Double? {
    random[agent].map { chance in
      isFlagged && suspicious > 0 ? 1 - (1 - chance) * (1 - suspicious) : chance
    }
  }
}
