internal import Kernel
internal import People
internal import Storage
internal import Web

/// Why a cycle cannot be planned or opened by itself; each with what a lead can do.
enum Obstacle: String, Hashable, Sendable, CaseIterable {
  /// The scorecard was put away, or has no published version.
  case noCard
  /// Nobody of the team answered a conversation in the period.
  case emptyPool
  /// Nobody is there who could look at another's work.
  case nobody
  /// Too few review for a cycle that names nobody.
  case tooFew
  /// It could not be opened for two weeks.
  case tooLate

  /// What stands in the way of opening a cycle today, if anything does.
  static func of(
    _ cycle: Cycle, in programme: Programme, on today: Day, _ scope: Scope,
    in db: any Connection
  ) throws -> Obstacle? {
    let late = today.number - cycle.plan.lastDay.number - 1
    if late > Programme.patience { return .tooLate }
    if try programme.card(scope, in: db) == nil { return .noCard }
    let members = try Person.members(of: cycle.team, scope, in: db)
    let pool = try FrameItem.pool(
      of: cycle.team, cycle.plan, members: members.map(\.id), scope, in: db)
    if pool.isEmpty { return .emptyPool }
    let hands = try Hands.of(cycle.team, scope, in: db)
    let practising = try Standing.practising(scope, in: db)
    let reviewers = hands.peers.filter { !practising.contains($0) } + hands.leads
    let isPossible = Set(pool.map(\.agent)).contains { agent in
      reviewers.contains { $0 != agent }
    }
    if !isPossible { return .nobody }
    let isHidden = cycle.plan.namesReviewers || hands.peers.count >= Author.fewestInHiding
    return isHidden ? nil : .tooFew
  }

  /// What is the matter and what to do, on the page of the programme.
  func sentence(_ text: Text) -> String {
    switch self {
    case .noCard: text("programme.obstacle.noCard")
    case .emptyPool: text("programme.obstacle.emptyPool")
    case .nobody: text("programme.obstacle.nobody")
    case .tooFew: text("programme.obstacle.tooFew")
    case .tooLate: text("programme.obstacle.tooLate")
    }
  }

  /// The same as a notice, with the team.
  var notice: StaticString {
    switch self {
    case .noCard: "programme.stuck.noCard"
    case .emptyPool: "programme.stuck.emptyPool"
    case .nobody: "programme.stuck.nobody"
    case .tooFew: "programme.stuck.tooFew"
    case .tooLate: "programme.stuck.tooLate"
    }
  }
}
