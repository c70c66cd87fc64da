public import Kernel
public import Storage
internal import Web

/// What another room makes ready in a new workspace, in the transaction that begins it.
public struct WorkspaceOpening: Sendable {
  let open: @Sendable (Workspace, World, any Connection) throws -> Void

  public init(_ open: @escaping @Sendable (Workspace, World, any Connection) throws -> Void) {
    self.open = open
  }
}

/// What the first-run page asks: a workspace, its admin and its first team.
public struct FirstRun: Hashable, Sendable {
  public var workspace: String
  public var zone: Zone
  public var language: String
  public var hours: WorkingHours
  public var team: String
  public var admin: String
  public var email: String

  public init(
    workspace: String, zone: Zone, language: String, hours: WorkingHours, team: String,
    admin: String, email: String
  ) {
    self.workspace = workspace
    self.zone = zone
    self.language = language
    self.hours = hours
    self.team = team
    self.admin = admin
    self.email = email
  }

  /// The key of the first workspace: always the same, so that there cannot be two first ones.
  static let key = Workspace.ID(rawValue: 1)

  /// Whether an installation still waits for its first run.
  public static func isDue(in db: any Connection) throws -> Bool {
    try db.rows(acrossWorkspaces: "SELECT id FROM workspace LIMIT 1").isEmpty
  }

  /// Makes workspace, team and admin in one transaction; the password is a hash.
  ///
  /// - Throws: ``PeopleError/alreadySetUp`` once any workspace exists.
  @discardableResult
  public func begin(
    password: String, openings: [WorkspaceOpening] = [], world: World, in db: any Connection
  ) throws -> (workspace: Workspace, admin: Person) {
    guard try FirstRun.isDue(in: db) else { throw PeopleError.alreadySetUp }
    guard let name = Person.tidied(workspace) else { throw PeopleError.nameMissing }
    let workspace = Workspace(
      id: FirstRun.key, name: name, zone: zone, language: language, hours: hours,
      createdAt: world.now())
    try workspace.insert(in: db)
    try Audit.record(
      .create, .settings, "audit.workspaceBegun", ["workspace": name],
      scope: workspace.scope, world: world, in: db)
    try Team.add(name: team, scope: workspace.scope, world: world, in: db)
    let admin = try Person.add(
      name: admin, email: email, password: password, grants: [Grant(.admin)],
      scope: workspace.scope, world: world, in: db)
    for opening in openings { try opening.open(workspace, world, db) }
    return (workspace, admin)
  }
}
