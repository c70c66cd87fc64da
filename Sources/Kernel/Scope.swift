/// The workspace a query runs in and the person it runs for; no query exists without one.
public struct Scope: Hashable, Sendable {
  /// The key of a workspace.
  public typealias ID = Identifier<Scope>

  public let workspace: ID
  /// The acting person's key; `nil` for the program itself (jobs, imports, the command line).
  public let person: Int64?

  public init(workspace: ID, person: Int64? = nil) {
    self.workspace = workspace
    self.person = person
  }
}
