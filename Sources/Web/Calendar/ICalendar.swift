internal import Kernel
internal import Markup

/// Events as a calendar file that other programs subscribe to.
///
/// Source: RFC 5545; the name and how often to ask again are those of RFC 7986.
public struct ICalendar: Sendable {
  public let name: String
  public let language: Language
  /// The address of the site, which the paths of events are added to; `nil` when it is not known.
  public let address: String?
  public let events: [CalendarEvent]

  public init(name: String, language: Language, address: String?, events: [CalendarEvent]) {
    self.name = name
    self.language = language
    self.address = address
    self.events = events
  }

  public static let type = "text/calendar; charset=utf-8"

  /// The file: lines of at most 75 octets, each ended by CR and LF.
  public var text: String {
    let head = [
      "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Attune//Calendar//EN", "CALSCALE:GREGORIAN",
      "NAME:\(Self.escaped(name))", "X-WR-CALNAME:\(Self.escaped(name))",
      "REFRESH-INTERVAL;VALUE=DURATION:PT1H", "X-PUBLISHED-TTL:PT1H",
    ]
    // A calendar without any component is none (section 3.6).
    let body = events.isEmpty ? Self.zone : events.flatMap(lines)
    return (head + body + ["END:VCALENDAR"]).map { Self.folded($0) + "\r\n" }.joined()
  }

  private static let zone = [
    "BEGIN:VTIMEZONE", "TZID:UTC", "BEGIN:STANDARD", "DTSTART:19700101T000000",
    "TZOFFSETFROM:+0000", "TZOFFSETTO:+0000", "END:STANDARD", "END:VTIMEZONE",
  ]

  private func lines(of event: CalendarEvent) -> [String] {
    let changed = Self.moment(event.changedAt)
    let note = event.note.isEmpty ? [] : [property("DESCRIPTION", event.note)]
    let link = address.map { ["URL:\($0)\(event.path.text)"] } ?? []
    let isBusy = if case .moments = event.span { !event.isCancelled } else { false }
    return [
      "BEGIN:VEVENT", "UID:\(Self.escaped(event.key))@attune", "DTSTAMP:\(changed)",
      "LAST-MODIFIED:\(changed)", "SEQUENCE:\(event.revision)",
    ] + Self.lines(of: event.span) + [property("SUMMARY", event.title)] + note + link + [
      "STATUS:\(event.isCancelled ? "CANCELLED" : "CONFIRMED")",
      "TRANSP:\(isBusy ? "OPAQUE" : "TRANSPARENT")", "CLASS:PRIVATE", "END:VEVENT",
    ]
  }

  /// A text in the language of the file.
  private func property(_ name: String, _ value: String) -> String {
    "\(name);LANGUAGE=\(language.rawValue):\(Self.escaped(value))"
  }

  /// The end of a day is the next one; moments are in UTC, so that no zone has to be described.
  private static func lines(of span: CalendarEvent.Span) -> [String] {
    switch span {
    case .day(let day):
      [
        "DTSTART;VALUE=DATE:\(date(day))", "DTEND;VALUE=DATE:\(date(day.advanced(by: 1)))",
      ]
    case .moments(let from, let until):
      ["DTSTART:\(moment(from))", "DTEND:\(moment(until))"]
    }
  }

  static func date(_ day: Day) -> String { day.iso.filter { $0 != "-" } }

  static func moment(_ instant: Instant) -> String {
    Text.iso(instant).filter { $0 != "-" && $0 != ":" }
  }

  /// A text with its special characters marked (section 3.3.11); other control characters go.
  static func escaped(_ text: String) -> String {
    var result = ""
    var previous: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\", ";", ",": result += "\\" + String(Character(scalar))
      case "\n": if previous != "\r" { result += "\\n" }
      case "\r", "\u{85}", "\u{2028}", "\u{2029}": result += "\\n"
      case "\t": result += " "
      default:
        if scalar.properties.generalCategory != .control { result.unicodeScalars.append(scalar) }
      }
      previous = scalar
    }
    return result
  }

  /// A line cut after at most 75 octets, never inside a character (section 3.1).
  static func folded(_ line: String) -> String {
    var result = ""
    var octets = 0
    for scalar in line.unicodeScalars {
      let width = UTF8.width(scalar)
      if octets + width > 75 {
        result += "\r\n "
        octets = 1
      }
      result.unicodeScalars.append(scalar)
      octets += width
    }
    return result
  }
}
