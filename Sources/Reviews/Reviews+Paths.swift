public import Kernel
public import Markup
public import People

extension Path {
  /// What a person has to write.
  public static let work: Path = "/work"

  /// The page of a review: the form while it is written, afterwards what it says.
  public static func review(_ id: Review.ID) -> Path { ("/reviews" as Path).appending(id.text) }

  /// The page of a cycle.
  public static func cycle(_ id: Cycle.ID) -> Path { ("/cycles" as Path).appending(id.text) }

  /// What was drawn for a cycle.
  static func sample(of cycle: Cycle.ID) -> Path { .cycle(cycle).appending("sample") }

  /// The page of a team's quality.
  public static func quality(of team: Team.ID) -> Path {
    ("/quality" as Path).appending(team.text)
  }

  /// The page of a person's progress.
  public static func progress(of person: Person.ID) -> Path {
    ("/progress" as Path).appending(person.text)
  }
}
