internal import People

/// Who of some people fits a conversation best: who reads its language, and of them who has the
/// skills it needs.
struct Fit: Sendable {
  private let languages: [Person.ID: Set<String>]
  private let skills: [Person.ID: Set<String>]

  init(_ reviewers: [Assignment.Reviewer]) {
    languages = Dictionary(
      reviewers.map { ($0.person, Set($0.languages.map(Tongue.base))) },
      uniquingKeysWith: { first, _ in first })
    skills = Dictionary(
      reviewers.map { ($0.person, $0.skills) }, uniquingKeysWith: { first, _ in first })
  }

  /// Whether a person is known to read the conversation's language, or nothing says otherwise.
  func reads(_ person: Person.ID, _ work: Assignment.Work) -> Bool {
    guard let language = work.language else { return true }
    let known = languages[person] ?? []
    return known.isEmpty || known.contains(Tongue.base(language))
  }

  /// How many of the skills the conversation needs a person has.
  func matches(_ person: Person.ID, _ work: Assignment.Work) -> Int {
    (skills[person] ?? []).intersection(work.skills).count
  }

  func readers(of work: Assignment.Work, among people: [Person.ID]) -> [Person.ID] {
    people.filter { reads($0, work) }
  }

  /// Those who have most of what the conversation needs; all, when it needs nothing or nobody has
  /// any of it.
  func skilled(for work: Assignment.Work, among people: [Person.ID]) -> [Person.ID] {
    guard !work.skills.isEmpty else { return people }
    let most = people.map { matches($0, work) }.max() ?? 0
    return most == 0 ? people : people.filter { matches($0, work) == most }
  }

  /// Whom to draw among for one conversation, at least so many where there are; and why them.
  func choice(
    for work: Assignment.Work, among people: [Person.ID], atLeast needed: Int
  ) -> (readers: [Person.ID], skilled: [Person.ID]) {
    let reading = readers(of: work, among: people)
    let readers = reading.count >= needed ? reading : people
    let able = skilled(for: work, among: readers)
    return (readers, able.count >= needed ? able : readers)
  }
}
