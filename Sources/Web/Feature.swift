public import Markup
public import Storage

/// What a capability gives the program; the list of features is the product's table of contents.
public struct Feature: Sendable {
  public let name: String
  public let migrations: [Migration]
  public let words: Words
  public let navigation: [NavigationItem]
  public let routes: @Sendable (Routes) -> Void
  public let jobs: [JobKind]
  /// What the palette finds of this capability beyond the navigation.
  public let finders: [Finder]
  /// What this capability puts into people's calendars.
  public let agendas: [Agenda]

  public init(
    _ name: StaticString, migrations: [Migration] = [], words: Words = .none,
    navigation: [NavigationItem] = [], routes: @escaping @Sendable (Routes) -> Void = { _ in },
    jobs: [JobKind] = [], finders: [Finder] = [], agendas: [Agenda] = []
  ) {
    self.name = "\(name)"
    self.migrations = migrations
    self.words = words
    self.navigation = navigation
    self.routes = routes
    self.jobs = jobs
    self.finders = finders
    self.agendas = agendas
  }
}

/// A line of the main navigation, shown to those who may use what it leads to.
public struct NavigationItem: Sendable {
  public let path: Path
  public let key: String
  public let action: Action
  public let resource: Resource
  /// Where the line stands; smaller comes first, and the range says under which title.
  public let rank: Int

  /// A titled group of lines.
  enum Part: String, CaseIterable {
    case mine, team, standards, house
  }

  /// The group the rank belongs to: 10–19 one's own work, 20–36 the team, 37–59 what was agreed,
  /// from 60 on the house itself; what comes before stands above all titles.
  var part: Part? {
    switch rank {
    case ..<10: nil
    case ..<20: .mine
    case ..<37: .team
    case ..<60: .standards
    default: .house
    }
  }

  public init(
    _ path: Path, _ key: String, allow action: Action, _ resource: Resource, rank: Int
  ) {
    self.path = path
    self.key = key
    self.action = action
    self.resource = resource
    self.rank = rank
  }
}
