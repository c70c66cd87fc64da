public import Kernel
internal import Markup
internal import Outbound
internal import Web

/// What was mailed to a person on one day: their new notices in one letter.
public struct Letter: Hashable, Sendable {
  /// The key of a letter.
  public typealias ID = Identifier<Letter>

  public let id: ID
  public let person: Person.ID
  public let address: String
  public let subject: String
  public let body: String
  public let createdAt: Instant
  /// What happened to it, in order.
  let events: [Event]

  /// A try to hand it over, and how that ended.
  struct Event: Hashable, Sendable {
    enum Step: String, Sendable {
      case begun, sent, delayed, refused
    }

    let attempt: Int
    let step: Step
    /// What the other side answered.
    let detail: String
    let at: Instant
  }

  /// Whether it arrived, as far as we can know.
  public enum State: Hashable, Sendable {
    /// It will be tried, or tried again.
    case waiting
    /// The mail server took it.
    case sent
    /// The mail server refused it for good.
    case refused
    /// Nobody took it within three days.
    case abandoned
  }

  /// How long a letter is tried: three days, at most eight times.
  static let patience: Int64 = 3 * 86_400
  static let mostAttempts = 8

  /// The state at a moment.
  func state(at now: Instant) -> State {
    if events.contains(where: { $0.step == .sent }) { return .sent }
    if events.contains(where: { $0.step == .refused }) { return .refused }
    let isOver = now >= createdAt.advanced(bySeconds: Self.patience)
    return isOver || attempts >= Self.mostAttempts ? .abandoned : .waiting
  }

  /// What the other side said last.
  var answer: String { events.last { $0.step != .begun }?.detail ?? "" }

  private var attempts: Int { events.map(\.attempt).max() ?? 0 }

  /// The number of the next try when it is time for one: after 15 minutes, half an hour, an hour
  /// and so on.
  func nextAttempt(at now: Instant) -> Int? {
    guard state(at: now) == .waiting else { return nil }
    guard let last = events.map(\.at).max() else { return 1 }
    let pause = Int64(900) << Int64(max(0, attempts - 1))
    return now >= last.advanced(bySeconds: pause) ? attempts + 1 : nil
  }
}

extension Letter {
  /// The subject and the text of a letter about some notices.
  static func compose(
    _ notices: [Notice], to name: String, workspace: String, address: String, _ text: Text
  ) -> (subject: String, body: String) {
    let values: [String: TextValue] = [
      "count": .integer(notices.count), "workspace": .string("\u{2068}\(workspace)\u{2069}"),
      "name": .string("\u{2068}\(name)\u{2069}"), "link": .string(address + "/profile"),
    ]
    let shown = notices.prefix(20).map { notice in
      "• \(notice.sentence(text))\n  \(address)\(notice.path.text)"
    }
    let rest = notices.count - shown.count
    let more =
      rest > 0
      ? [text("letter.more", ["count": .integer(rest)]) + "\n  \(address)/notices"] : []
    let parts =
      [text("letter.greeting", values), text("letter.lede", values)] + shown + more
      + [text("letter.ending", values)]
    return (text("letter.subject", values), parts.joined(separator: "\n\n") + "\n")
  }
}
