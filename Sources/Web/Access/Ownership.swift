/// Whose a thing is: the three facts about an object that a right may depend on.
public struct Ownership: Hashable, Sendable {
  /// Whom it is about: the agent of a conversation, of a review, the owner of a view.
  public let person: Int64?
  /// The team it belongs to.
  public let team: Int64?
  /// Who works on it: the reviewer of a draft, the author of a note.
  public let assignedTo: Int64?

  public init(person: Int64? = nil, team: Int64? = nil, assignedTo: Int64? = nil) {
    self.person = person
    self.team = team
    self.assignedTo = assignedTo
  }
}
