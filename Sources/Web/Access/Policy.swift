internal import Kernel

/// Who may do what: a table, and the rules of separation that win over it.
///
/// Everything the table does not allow is refused.
public struct Policy: Sendable {
  /// How far a right reaches.
  struct Reach: OptionSet, Hashable, Sendable {
    let rawValue: UInt8
    /// What is about oneself (`o`).
    static let own = Reach(rawValue: 1)
    /// What one was asked to work on (`s`).
    static let assigned = Reach(rawValue: 2)
    /// What belongs to a team one is a member of (`m`).
    static let membership = Reach(rawValue: 4)
    /// What belongs to a team one leads (`t`).
    static let team = Reach(rawValue: 8)
    /// Everything in the workspace (`a`).
    static let all = Reach(rawValue: 16)

    init(rawValue: UInt8) { self.rawValue = rawValue }

    init?(letter: Character) {
      switch letter {
      case "o": self = .own
      case "s": self = .assigned
      case "m": self = .membership
      case "t": self = .team
      case "a": self = .all
      default: return nil
      }
    }
  }

  /// A row of the table, for one resource.
  struct Rule: Hashable, Sendable {
    var cells: [Role: [Action: Reach]] = [:]
    /// What nobody may do, to what is about themselves or was assigned to them.
    var never: [Action: Reach] = [:]
    /// Whether it says something about persons or customers, which an admin must not see.
    var isContent = false
  }

  private let rules: [Resource: Rule]

  /// The product's own matrix; should its text be malformed, nothing is allowed.
  public static let standard = (try? Policy(table: matrix)) ?? Policy(rules: [:])

  init(rules: [Resource: Rule]) {
    self.rules = rules
  }

  func rule(for resource: Resource) -> Rule { rules[resource] ?? Rule() }

  /// How far a role reaches; empty when it may not.
  func reach(of role: Role, _ action: Action, _ resource: Resource) -> Reach {
    rules[resource]?.cells[role]?[action] ?? []
  }

  /// How far an actor's roles reach together, after the separation of hats.
  ///
  /// Whoever audits writes nothing but their own account; whoever administrates sees no content.
  func reach(of actor: Actor, _ action: Action, _ resource: Resource) -> Reach {
    let roles = actor.roles
    if roles.contains(.auditor), action.writes, resource != .account { return [] }
    if roles.contains(.admin), rule(for: resource).isContent { return [] }
    var reach: Reach = []
    for role in roles { reach.formUnion(self.reach(of: role, action, resource)) }
    if reach.contains(.team), actor.leadsAllTeams { reach.insert(.all) }
    return reach
  }

  /// How far a refusal reaches that no role lifts.
  func refusal(of action: Action, _ resource: Resource) -> Reach {
    rules[resource]?.never[action] ?? []
  }
}

extension Actor {
  /// Whether the actor may do it to that object; without an object, whether to any at all.
  public func can(
    _ action: Action, _ resource: Resource, _ object: Ownership? = nil,
    by policy: Policy = .standard
  ) -> Bool {
    let reach = policy.reach(of: self, action, resource)
    guard let object else { return !reach.isEmpty }
    let refusal = policy.refusal(of: action, resource)
    let isOwn = object.person == person.rawValue
    let isAssigned = object.assignedTo == person.rawValue
    if refusal.contains(.own) && isOwn || refusal.contains(.assigned) && isAssigned {
      return false
    }
    if reach.contains(.all) { return true }
    if reach.contains(.own) && isOwn || reach.contains(.assigned) && isAssigned { return true }
    guard let team = object.team.map(Team.init(rawValue:)) else { return false }
    return reach.contains(.membership) && teams.contains(team)
      || reach.contains(.team) && teamsLed.contains(team)
  }
}
