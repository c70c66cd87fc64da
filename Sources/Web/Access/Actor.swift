public import Kernel

/// Marks the keys of persons; `Person` itself lives above this module.
public enum PersonKey {}

/// Marks the keys of teams; `Team` itself lives above this module.
public enum TeamKey {}

/// Who is asking: a signed-in person with the rights read for this request.
public struct Actor: Hashable, Sendable {
  /// The key of a person.
  public typealias ID = Identifier<PersonKey>
  /// The key of a team.
  public typealias Team = Identifier<TeamKey>

  public let person: ID
  public let name: String
  public let scope: Scope
  public let grants: [Grant]
  /// The teams the person belongs to.
  public let teams: Set<Team>
  /// The language of the pages: `en`, `zh-Hans`, `ru` or `he`.
  public let language: String
  public let zone: Zone
  public let theme: Theme
  /// Whether single keys do things on pages.
  public let shortcutsOn: Bool
  /// What a form must send back to prove that it is ours.
  public let csrf: String
  /// Whether the workspace asks this person for a second step of signing in that is not set up:
  /// until then there is nothing but the own account.
  public let owesSecondStep: Bool

  public init(
    person: ID, name: String, workspace: Scope.ID, grants: [Grant], teams: Set<Team> = [],
    language: String = "en", zone: Zone = .utc, theme: Theme = .system,
    shortcutsOn: Bool = true, csrf: String = "", owesSecondStep: Bool = false
  ) {
    self.person = person
    self.name = name
    self.scope = Scope(workspace: workspace, person: person.rawValue)
    self.grants = grants
    self.teams = teams
    self.language = language
    self.zone = zone
    self.theme = theme
    self.shortcutsOn = shortcutsOn
    self.csrf = csrf
    self.owesSecondStep = owesSecondStep
  }

  public var roles: Set<Role> { Set(grants.map(\.role)) }

  /// The teams the person leads by name; see ``leadsAllTeams``.
  public var teamsLed: Set<Team> {
    Set(grants.compactMap { $0.role == .lead ? $0.team : nil })
  }

  /// Whether a lead's role was given without naming a team.
  public var leadsAllTeams: Bool {
    grants.contains { $0.role == .lead && $0.team == nil }
  }
}

/// How bright the pages are.
public enum Theme: String, Hashable, Sendable, CaseIterable {
  case system, light, dark
}
