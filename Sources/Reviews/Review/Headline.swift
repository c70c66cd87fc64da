internal import Conversations
internal import Kernel
internal import Markup
internal import Storage
internal import Web

/// What a list says about a conversation.
struct Headline: Hashable, Sendable {
  let id: Conversation.ID
  let subject: String?
  let externalID: String
  let channel: String
  let openedAt: Instant

  static func all(
    _ ids: some Sequence<Conversation.ID>, _ scope: Scope, in db: any Connection
  ) throws -> [Conversation.ID: Headline] {
    let rows = try db.rows(
      """
      SELECT id, subject, external_id, channel, opened_at
      FROM conversation
      WHERE workspace_id = \(scope) AND id IN (\(list: Array(Set(ids))))
      """)
    return try rows.reduce(into: [:]) { found, row in
      let one = Headline(
        id: try row.get("id"), subject: try row.get("subject"),
        externalID: try row.get("external_id"), channel: try row.get("channel"),
        openedAt: try row.get("opened_at"))
      found[one.id] = one
    }
  }

  /// The subject, or the number of a conversation that has none.
  func title(_ text: Text) -> String {
    if let subject, !subject.isEmpty { return subject }
    return text("review.conversation", ["id": .string(externalID)])
  }

  /// The same without names, where something covers them.
  func title(_ text: Text, covered cover: Redaction?) -> String {
    guard let cover, let subject, !subject.isEmpty else { return title(text) }
    return cover.covered(subject)
  }

  /// The channel in the reader's language, and when it began.
  func note(_ text: Text) -> HTML {
    "<span dir=\"auto\">\(Self.name(of: channel, text))</span>, \(text.moment(openedAt))"
  }

  static func name(of channel: String, _ text: Text) -> String {
    text.has("channel.\(channel)") ? text("channel.\(channel)") : channel
  }
}
