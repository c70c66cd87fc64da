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

  public init(
    _ name: StaticString, migrations: [Migration] = [], words: Words = .none,
    navigation: [NavigationItem] = [], routes: @escaping @Sendable (Routes) -> Void = { _ in },
    jobs: [JobKind] = [], finders: [Finder] = []
  ) {
    self.name = "\(name)"
    self.migrations = migrations
    self.words = words
    self.navigation = navigation
    self.routes = routes
    self.jobs = jobs
    self.finders = finders
  }
}

/// A line of the main navigation, shown to those who may use what it leads to.
public struct NavigationItem: Sendable {
  public let path: Path
  public let key: String
  public let action: Action
  public let resource: Resource
  /// Where the line stands; smaller comes first.
  public let rank: Int

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
