internal import Kernel
internal import People
internal import Storage

/// Who has looked at whose work over some months, as far as the cycles name reviewers.
struct Rotation: Sendable {
  /// How far back the page looks, in days.
  static let days = 190

  let team: Team
  /// The cycles of the time that were opened, the oldest first.
  let cycles: [Cycle]
  /// How often each looked at whose work in the cycles that name reviewers.
  let counts: [Assignment.Pair: Int]
  let names: [Person.ID: String]
  /// By how many different colleagues the work of each person was looked at, in each cycle.
  let breadths: [Cycle.ID: [Int]]

  /// The people in the order of their names.
  var people: [Person.ID] {
    Set(counts.keys.flatMap { [$0.reviewer, $0.reviewed] }).sorted {
      ((names[$0] ?? "–").lowercased(), $0) < ((names[$1] ?? "–").lowercased(), $1)
    }
  }

  var named: [Cycle] { cycles.filter(\.plan.namesReviewers) }
  var unnamed: [Cycle] { cycles.filter { !$0.plan.namesReviewers } }

  /// By how many different colleagues somebody's work was looked at in all the time.
  func eyes(on person: Person.ID) -> Int { counts.keys.count { $0.reviewed == person } }

  /// The pairs that looked at each other's work, each once.
  var mutual: Int { counts.keys.count { counts[$0.swapped] != nil } / 2 }

  /// The rotation of a team up to today.
  static func of(
    _ team: Team, on today: Day, _ scope: Scope, in db: any Connection
  ) throws -> Rotation {
    let since = today.advanced(by: -days)
    let cycles = try Cycle.all(of: team.id, scope, in: db).filter {
      $0.openedAt != nil && $0.plan.lastDay >= since
    }
    let looks = try Author.looks(of: team.id, since: since, scope, in: db)
    let counts = looks.reduce(into: [Assignment.Pair: Int]()) {
      $0[$1.pair, default: 0] += $1.count
    }
    return Rotation(
      team: team, cycles: cycles.reversed(), counts: counts,
      names: try Person.names(
        of: counts.keys.flatMap { [$0.reviewer, $0.reviewed] }, scope, in: db),
      breadths: try Dictionary(
        cycles.map { ($0.id, try Author.breadths(in: $0.id, scope, in: db)) },
        uniquingKeysWith: { first, _ in first }))
  }
}
