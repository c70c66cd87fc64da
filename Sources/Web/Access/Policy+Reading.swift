/// How far a right reaches, for pages that explain rights to people.
public enum Extent: String, Hashable, Sendable, CaseIterable {
  case own, assigned, membership, team, all

  var reach: Policy.Reach {
    switch self {
    case .own: .own
    case .assigned: .assigned
    case .membership: .membership
    case .team: .team
    case .all: .all
    }
  }
}

extension Policy {
  /// How far a role's right reaches by the table; empty when there is none.
  public func extents(
    of role: Role, _ action: Action, _ resource: Resource
  ) -> [Extent] {
    let reach = reach(of: role, action, resource)
    return Extent.allCases.filter { reach.contains($0.reach) }
  }
}
