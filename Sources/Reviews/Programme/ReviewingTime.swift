internal import Kernel
internal import Markup
internal import People
internal import Statistics
internal import Storage
internal import Web

/// How much time somebody needs for their reviews of a cycle, and how that is reckoned.
///
/// It is the number of reviews times the median time of the team's reviews, in whole pieces.
struct ReviewingTime: Hashable, Sendable {
  /// What a review usually takes, in seconds, until the team's own are known.
  static let usual = 900
  /// From so many reviews on their median counts.
  static let fewest = 5
  /// More pieces than that are not kept, so that there is time for customers.
  static let most = 8
  /// How far back the team's reviews count, in days.
  static let window: Int64 = 180

  /// The median in seconds, and from how many reviews it is known.
  let secondsEach: Int
  let observations: Int

  init(seconds: [Int]) {
    let known = seconds.filter { $0 > 0 }.map(Double.init)
    let median = quantileInterval(known).estimate.value
    if known.count >= Self.fewest, let median {
      secondsEach = max(60, Int(median.rounded()))
      observations = known.count
    } else {
      secondsEach = Self.usual
      observations = 0
    }
  }

  /// How many pieces of so many minutes somebody needs for so many reviews.
  func pieces(for reviews: Int, of minutes: Int) -> Int {
    guard reviews > 0, minutes > 0 else { return 0 }
    let seconds = Double(reviews) * Double(secondsEach)
    return min(Self.most, max(1, Int((seconds / Double(minutes * 60)).rounded(.up))))
  }

  func basis(for reviews: Int) -> ProtectedTime.Basis {
    ProtectedTime.Basis(pieces: reviews, secondsEach: secondsEach, observations: observations)
  }

  /// The time the team's reviews of the last half year took; own views are none.
  static func of(
    _ team: Team.ID, at now: Instant, _ scope: Scope, in db: any Connection
  ) throws -> ReviewingTime {
    let seconds: [Int] = try db.rows(
      """
      SELECT score.seconds AS seconds
      FROM review AS r
      JOIN review_score AS score
        ON score.workspace_id = r.workspace_id AND score.review_id = r.id AND score.version = 1
      WHERE r.workspace_id = \(scope) AND r.team_id = \(team) AND r.kind <> 'self'
        AND score.at >= \(now.advanced(byDays: -window))
      ORDER BY r.id
      """
    ).map { try $0.get("seconds") }
    return ReviewingTime(seconds: seconds)
  }
}

extension Programme {
  /// Keeps time free for everybody who reviews in an open cycle and has none kept for it yet.
  func protect(on today: Day, scope: Scope, world: World, in db: any Connection) throws {
    guard let hours = terms.reviewingHours else { return }
    for cycle in try Cycle.all(of: team, scope, in: db)
    where cycle.state == .open && today < cycle.plan.reviewBy {
      try protect(cycle, hours, on: today, scope: scope, world: world, in: db)
    }
  }

  private func protect(
    _ cycle: Cycle, _ hours: ProtectedHours, on today: Day, scope: Scope, world: World,
    in db: any Connection
  ) throws {
    let zone = try Workspace.find(scope, in: db)?.zone ?? .utc
    let window = today.advanced(by: 1)...cycle.plan.reviewBy
    let there = Set(
      try ProtectedTime.all(for: .review, cycle.id.rawValue, scope, in: db).map(\.person))
    let debts = Debt.all(
      in: cycle, try Review.all(in: cycle.id, scope, in: db),
      try Author.all(in: cycle.id, scope, in: db),
      try MoreTime.all(in: cycle.id, scope, in: db), on: today)
    let owing = debts.filter { $0.value.othersLeft > 0 }.keys.sorted()
    guard owing.contains(where: { !there.contains($0) }) else { return }
    let time = try ReviewingTime.of(team, at: world.now(), scope, in: db)
    let name = try Team.find(team, scope, in: db)?.name ?? "–"
    for (turn, person) in owing.enumerated() where !there.contains(person) {
      let reviews = debts[person]?.othersLeft ?? 0
      let places = hours.places(
        time.pieces(for: reviews, of: hours.minutes), turn: turn, within: window)
      guard let first = places.first else { continue }
      let kept = try ProtectedTime.keep(
        places, of: hours, for: .review, cycle.id.rawValue, person: person, team: team,
        within: window, because: time.basis(for: reviews), in: zone, scope: scope, world: world,
        db: db)
      try Notice.tell(
        person, "programme.notice.protected",
        [
          "team": .text(name), "count": .number(kept.count), "minutes": .number(hours.minutes),
          "day": .day(first.day),
        ], path: .protectedTimes, occasion: "programme.protected:\(cycle.id)", scope: scope,
        world: world, in: db)
    }
  }
}
