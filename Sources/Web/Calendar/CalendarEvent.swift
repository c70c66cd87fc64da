public import Kernel
public import Markup
public import Storage

/// Something that stands in a person's calendar, in the person's language.
public struct CalendarEvent: Hashable, Sendable {
  /// When it is.
  public enum Span: Hashable, Sendable {
    /// A whole day.
    case day(Day)
    /// From a moment until just before another.
    case moments(from: Instant, until: Instant)
  }

  /// What it is called among all events for ever, so that a change is not taken for a new one.
  public let key: String
  public let title: String
  public let note: String
  public let span: Span
  /// Where to read more.
  public let path: Path
  /// When what it says changed last.
  public let changedAt: Instant
  /// How often it was changed.
  public let revision: Int
  public let isCancelled: Bool

  public init(
    key: String, title: String, note: String = "", span: Span, path: Path, changedAt: Instant,
    revision: Int = 0, isCancelled: Bool = false
  ) {
    self.key = key
    self.title = title
    self.note = note
    self.span = span
    self.path = path
    self.changedAt = changedAt
    self.revision = revision
    self.isCancelled = isCancelled
  }
}

/// What a capability puts into the calendar of a person: their own dates, nobody else's.
public struct Agenda: Sendable {
  let events:
    @Sendable (_ person: Actor, Text, _ since: Day, any Connection) throws -> [CalendarEvent]

  public init(
    _ events:
      @escaping @Sendable (
        _ person: Actor, Text, _ since: Day, any Connection
      ) throws -> [CalendarEvent]
  ) {
    self.events = events
  }
}

extension Site {
  /// Everything in a person's calendar from a day on, in the order of the features.
  public func calendar(
    of person: Actor, _ text: Text, since day: Day, in db: any Connection
  ) throws -> [CalendarEvent] {
    try agendas.flatMap { try $0.events(person, text, day, db) }
  }
}
