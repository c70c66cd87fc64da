internal import Conversations
internal import Kernel
internal import People
internal import Storage
public import Web

extension PublishedFigure {
  /// What shared reviews came to, for others to show beside their own figures: all of them, those
  /// of calls, those of what was written.
  ///
  /// Only scores leave, never who gave them.
  public static let reviews: [PublishedFigure] = [
    PublishedFigure("review-score") { try observations($0, $1, in: $2) },
    PublishedFigure(
      "call-quality", of: "review-score", including: { $0.channel == Channel.call.rawValue }
    ) { try observations($0, $1, in: $2) },
    PublishedFigure(
      "writing-quality", of: "review-score", including: { $0.channel != Channel.call.rawValue }
    ) { try observations($0, $1, in: $2) },
  ]

  /// One observation a reviewed conversation, on the day it was opened, which lies in the period its
  /// sample was drawn from (formula 11).
  private static func observations(
    _ request: Request, _ scope: Scope, in db: any Connection
  ) throws -> [Observation] {
    try PlacedRating.all(request, scope, in: db).compactMap { placed in
      placed.rated.score.map { score in
        Observation(
          day: placed.day, value: score, weight: placed.weight,
          conversation: placed.rated.conversation.rawValue, channel: placed.channel,
          person: placed.rated.agent.rawValue)
      }
    }
  }
}

/// A reviewed conversation with the day it was opened and the way it came.
struct PlacedRating {
  let rated: Results.Rated
  let day: Day
  let channel: String

  /// How many conversations it stands for.
  var weight: Double { rated.probability > 0 ? 1 / rated.probability : 1 }

  /// What shared cycles say about some days.
  static func all(
    _ request: PublishedFigure.Request, _ scope: Scope, in db: any Connection
  ) throws -> [PlacedRating] {
    let cycles = try Cycle.shared(request, scope, in: db)
    guard !cycles.isEmpty else { return [] }
    let rated = try Results.of(cycles.map(\.id), agent: request.person, scope, in: db).rated
    var places: [Conversation.ID: (day: Day, channel: String)] = [:]
    let rows = try db.rows(
      """
      SELECT id, opened_day, channel FROM conversation
      WHERE workspace_id = \(scope) AND id IN (\(list: rated.map(\.conversation)))
      """)
    for row in rows {
      places[try row.get("id")] = (try row.get("opened_day"), try row.get("channel"))
    }
    return rated.compactMap { one in
      guard let place = places[one.conversation], request.first <= place.day,
        place.day <= request.last
      else { return nil }
      return PlacedRating(rated: one, day: place.day, channel: place.channel)
    }
  }
}

extension Cycle {
  /// The shared cycles that touch some days, the newest first.
  static func shared(
    _ request: PublishedFigure.Request, _ scope: Scope, in db: any Connection
  ) throws -> [Cycle] {
    try all(scope, in: db).filter { cycle in
      cycle.sharedAt != nil && cycle.plan.firstDay <= request.last
        && cycle.plan.lastDay >= request.first
        && (request.team.map { $0 == cycle.team } ?? true)
    }
  }
}
