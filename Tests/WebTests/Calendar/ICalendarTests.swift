import Kernel
import Markup
import Testing

@testable import Web

/// Reads a calendar as strictly as RFC 5545 writes it; throws where a lenient program would guess.
struct StrictReader {
  struct Fault: Error { let what: String }

  struct Property: Equatable {
    let name: String
    let parameters: [String: String]
    let value: String
  }

  struct Component {
    let name: String
    var properties: [Property] = []
    var parts: [Component] = []

    func value(_ name: String) -> String? { properties.first { $0.name == name }?.value }
  }

  /// The content lines, unfolded; each must end with CR LF and hold at most 75 octets.
  static func lines(_ text: String) throws -> [String] {
    guard text.hasSuffix("\r\n") else { throw Fault(what: "no end of line") }
    let bytes = Array(text.utf8)
    var lines: [[UInt8]] = []
    var line: [UInt8] = []
    var index = 0
    func keep() throws {
      guard line.count <= 75 else { throw Fault(what: "\(line.count) octets") }
      guard String(validating: line, as: UTF8.self) != nil else { throw Fault(what: "cut inside") }
      if line.first == UInt8(ascii: " "), let last = lines.indices.last {
        lines[last] += line.dropFirst()
      } else {
        lines.append(line)
      }
      line = []
    }
    while index < bytes.count {
      if bytes[index] == 13 {
        guard index + 1 < bytes.count, bytes[index + 1] == 10 else { throw Fault(what: "bare CR") }
        try keep()
        index += 2
        continue
      }
      guard bytes[index] >= 32 else { throw Fault(what: "control \(bytes[index])") }
      line.append(bytes[index])
      index += 1
    }
    return lines.map { String(decoding: $0, as: UTF8.self) }
  }

  static func property(_ line: String) throws -> Property {
    // By scalars: a mark that combines with the colon makes another character of it.
    guard let colon = line.unicodeScalars.firstIndex(of: ":") else {
      throw Fault(what: "no colon: \(line)")
    }
    let head = line[..<colon].split(separator: ";").map(String.init)
    guard let name = head.first, name.allSatisfy({ $0.isUppercase || $0 == "-" }) else {
      throw Fault(what: "name: \(line)")
    }
    var parameters: [String: String] = [:]
    for pair in head.dropFirst() {
      let halves = pair.split(separator: "=", maxSplits: 1).map(String.init)
      guard halves.count == 2 else { throw Fault(what: "parameter: \(line)") }
      parameters[halves[0]] = halves[1]
    }
    return Property(
      name: name, parameters: parameters, value: String(line.unicodeScalars[colon...].dropFirst()))
  }

  /// The one calendar of a text.
  static func read(_ text: String) throws -> Component {
    var open: [Component] = []
    var calendar: Component?
    for line in try lines(text) {
      let property = try property(line)
      switch property.name {
      case "BEGIN": open.append(Component(name: property.value))
      case "END":
        guard let done = open.popLast(), done.name == property.value else {
          throw Fault(what: "END:\(property.value)")
        }
        if open.isEmpty { calendar = done } else { open[open.count - 1].parts.append(done) }
      default:
        guard !open.isEmpty else { throw Fault(what: "outside: \(line)") }
        open[open.count - 1].properties.append(property)
      }
    }
    guard open.isEmpty, let calendar, calendar.name == "VCALENDAR" else {
      throw Fault(what: "not one calendar")
    }
    return calendar
  }

  /// The text behind its marks (section 3.3.11); refuses what should have been marked.
  static func text(_ value: String) throws -> String {
    var result = ""
    var rest = value.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      guard scalar != ";", scalar != "," else { throw Fault(what: "unmarked \(scalar)") }
      guard scalar == "\\" else {
        result.unicodeScalars.append(scalar)
        continue
      }
      switch rest.popFirst() {
      case "\\": result += "\\"
      case ";": result += ";"
      case ",": result += ","
      case "n", "N": result += "\n"
      default: throw Fault(what: "mark in \(value)")
      }
    }
    return result
  }
}

@Suite struct ICalendarTests {
  private let changed = Instant(milliseconds: 1_780_000_000_000)

  private func event(
    _ title: String, note: String = "", span: CalendarEvent.Span = .day(Day(number: 20_000)),
    key: String = "a", revision: Int = 0, isCancelled: Bool = false
  ) -> CalendarEvent {
    CalendarEvent(
      key: key, title: title, note: note, span: span, path: "/work", changedAt: changed,
      revision: revision, isCancelled: isCancelled)
  }

  private func file(
    _ events: [CalendarEvent], address: String? = "https://attune.example.org"
  ) -> String {
    ICalendar(name: "Attune", language: .he, address: address, events: events).text
  }

  /// Letters of one to four octets, combining marks, and everything that has a meaning.
  private static let alphabet = Array(
    "aZ 9,;:\\\"\n\r\t\u{7}\u{0}éЖש中𝄞👩🏽‍🚀\u{301}\u{200F}\u{2028}\u{85}".unicodeScalars)

  @Test func `any text survives being written and read, in lines of at most 75 octets`() throws {
    let world = World.still(at: changed, seed: 7)
    for _ in 0..<600 {
      var title = ""
      for _ in 0..<Int(world.seed() % 130) {
        let place = Int(world.seed() % UInt64(Self.alphabet.count))
        title.unicodeScalars.append(Self.alphabet[place])
      }
      let calendar = try StrictReader.read(file([event(title, note: title)]))
      let read = try #require(calendar.parts.first?.value("SUMMARY"))
      #expect(try StrictReader.text(read) == expected(title))
      if !title.isEmpty {
        let note = try #require(calendar.parts.first?.value("DESCRIPTION"))
        #expect(try StrictReader.text(note) == expected(title))
      }
    }
  }

  /// Line ends of every kind become one, a tab a blank, and other control characters nothing.
  private func expected(_ text: String) -> String {
    let scalars = Array(text.unicodeScalars)
    var result = ""
    for (index, scalar) in scalars.enumerated() {
      let followsReturn = index > 0 && scalars[index - 1] == "\r"
      switch scalar {
      case "\n" where followsReturn: continue
      case "\r", "\n", "\u{2028}", "\u{2029}", "\u{85}": result += "\n"
      case "\t": result += " "
      default:
        if scalar.properties.generalCategory != .control { result.unicodeScalars.append(scalar) }
      }
    }
    return result
  }

  @Test func `a line is cut after exactly 75 octets where characters allow it`() {
    #expect(ICalendar.folded(String(repeating: "a", count: 75)).utf8.count == 75)
    let long = ICalendar.folded(String(repeating: "a", count: 149))
    #expect(long == String(repeating: "a", count: 75) + "\r\n " + String(repeating: "a", count: 74))
    let wide = ICalendar.folded(String(repeating: "ש", count: 38))
    #expect(wide == String(repeating: "ש", count: 37) + "\r\n ש")
  }

  @Test func `a whole day is a date that ends with the next, a moment is in UTC`() throws {
    let day = try #require(Day(iso: "2026-12-31"))
    let from = Zone.utc.instant(of: day, second: 9 * 3600 + 1800)
    let calendar = try StrictReader.read(
      file([
        event("a", span: .day(day), key: "d"),
        event(
          "b", span: .moments(from: from, until: from.advanced(bySeconds: 2700)), key: "m"),
      ]))
    let (whole, timed) = (calendar.parts[0], calendar.parts[1])
    let start = try #require(whole.properties.first { $0.name == "DTSTART" })
    #expect(start.parameters == ["VALUE": "DATE"] && start.value == "20261231")
    #expect(whole.value("DTEND") == "20270101" && whole.value("TRANSP") == "TRANSPARENT")
    #expect(timed.value("DTSTART") == "20261231T093000Z")
    #expect(timed.value("DTEND") == "20261231T101500Z" && timed.value("TRANSP") == "OPAQUE")
    #expect(timed.value("URL") == "https://attune.example.org/work")
    #expect(Set(calendar.parts.compactMap { $0.value("UID") }) == ["d@attune", "m@attune"])
  }

  @Test func `a change keeps its name and counts up, what is cancelled says so`() throws {
    let before = try StrictReader.read(file([event("a")])).parts[0]
    let after = try StrictReader.read(file([event("a", revision: 2, isCancelled: true)])).parts[0]
    #expect(before.value("UID") == after.value("UID"))
    #expect(before.value("SEQUENCE") == "0" && after.value("SEQUENCE") == "2")
    #expect(before.value("STATUS") == "CONFIRMED" && after.value("STATUS") == "CANCELLED")
    #expect(after.value("DTSTAMP") == "20260528T202640Z")
  }

  @Test func `every calendar has what the standard asks for, also without any event`() throws {
    for events in [[], [event("a")]] {
      let calendar = try StrictReader.read(file(events, address: nil))
      #expect(calendar.value("VERSION") == "2.0" && calendar.value("PRODID")?.isEmpty == false)
      #expect(!calendar.parts.isEmpty)
      for part in calendar.parts where part.name == "VEVENT" {
        for name in ["UID", "DTSTAMP", "DTSTART", "SUMMARY", "SEQUENCE"] {
          #expect(part.properties.count { $0.name == name } == 1, "\(name)")
        }
        #expect(part.value("URL") == nil)
      }
    }
  }

  /// The shape of the example in the documentation of a much used library (collective/icalendar).
  @Test func `the reader reads what others write, and we write all that they do`() throws {
    let example = """
      BEGIN:VCALENDAR
      VERSION:2.0
      PRODID:-//icalendar//example.com//EN
      BEGIN:VEVENT
      SUMMARY:Pick up bicycle from the workshop.
      DTSTART:20260321T063000Z
      DTEND:20260321T073000Z
      DTSTAMP:20250517T080612Z
      UID:d755cef5-2311-46ed-a0e1-6733c9e15c63
      END:VEVENT
      END:VCALENDAR
      """
    let lines = example.split(separator: "\n").map { "\($0)\r\n" }.joined()
    let calendar = try StrictReader.read(lines)
    #expect(calendar.parts.map(\.name) == ["VEVENT"])
    let own = try StrictReader.read(
      file([event("a", span: .moments(from: changed, until: changed))]))
    let theirs = Set(calendar.parts[0].properties.map(\.name))
    #expect(theirs.isSubset(of: Set(own.parts[0].properties.map(\.name))))
  }
}
