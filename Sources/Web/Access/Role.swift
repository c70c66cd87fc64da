public import Storage

/// A hat somebody wears; several add up, within the rules of separation.
public enum Role: String, Hashable, Sendable, CaseIterable, SQLConvertible {
  /// Talks with customers; reads what is said about their own work; reviews peers when assigned.
  case agent
  /// Leads one or all teams.
  case lead
  /// Owns scorecards, sampling and imports for the whole workspace.
  case analyst
  /// Plans staffing; sees names and totals.
  case planner
  /// Runs the house: people, settings, backups; sees no content.
  case admin
  /// Reads everything that proves something; writes nothing.
  case auditor
}

/// A role given to a person; a lead's may be limited to one team.
public struct Grant: Hashable, Sendable {
  public let role: Role
  /// The team a lead leads; `nil` for all teams.
  public let team: Actor.Team?

  public init(_ role: Role, team: Actor.Team? = nil) {
    self.role = role
    self.team = role == .lead ? team : nil
  }
}
