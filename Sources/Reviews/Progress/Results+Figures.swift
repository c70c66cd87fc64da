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
    PublishedFigure("call-quality") { request, scope, db in
      try observations(request, scope, in: db).filter { $0.channel == Channel.call.rawValue }
    },
    PublishedFigure("writing-quality") { request, scope, db in
      try observations(request, scope, in: db).filter { $0.channel != Channel.call.rawValue }
    },
  ]

  /// One observation a reviewed conversation, on the day it was opened, which lies in the period its
  /// sample was drawn from (formula 11).
  private static func observations(
    _ request: Request, _ scope: Scope, in db: any Connection
  ) throws -> [Observation] {
    let cycles = try Cycle.all(scope, in: db).filter { cycle in
      cycle.sharedAt != nil && cycle.plan.firstDay <= request.last
        && cycle.plan.lastDay >= request.first
        && (request.team.map { $0 == cycle.team } ?? true)
    }
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
      guard let score = one.score, let place = places[one.conversation],
        request.first <= place.day, place.day <= request.last
      else { return nil }
      return Observation(
        day: place.day, value: score, weight: one.probability > 0 ? 1 / one.probability : 1,
        conversation: one.conversation.rawValue, channel: place.channel)
    }
  }
}
