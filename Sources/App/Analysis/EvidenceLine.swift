import Conversations
import Evidence
import Linguistics

/// Writes what was found in a conversation as a line of JSON, into memory that it keeps.
///
/// Places of words are counted in Unicode scalars of the message, the end not included.
struct EvidenceLine {
  private(set) var bytes: [UInt8] = []
  private let ruleNames: [String]
  private var places: [Int: ScalarPlaces] = [:]

  init(_ ruleNames: [String]) { self.ruleNames = ruleNames }

  mutating func clear() { bytes.removeAll(keepingCapacity: true) }

  mutating func write(
    _ record: ConversationRecord, _ sayings: Sayings, _ found: Examination
  ) {
    places.removeAll(keepingCapacity: true)
    put("{\"id\":")
    quote(record.externalID)
    put(",\"messages\":\(record.messages.count),\"evidence\":[")
    for (number, sighting) in found.sightings.enumerated() {
      if number > 0 { put(",") }
      write(sighting, sayings)
    }
    put("],\"questions\":[")
    for (number, answer) in found.answers.enumerated() {
      if number > 0 { put(",") }
      write(answer, sayings)
    }
    put("],\"rules\":[")
    for (number, match) in found.matches.enumerated() {
      if number > 0 { put(",") }
      write(match, sayings)
    }
    put("],")
    writeMeasures(found, sayings)
    put("}\n")
  }

  mutating func write(_ refusal: Rejection, row: Int) {
    put("{\"line\":\(row),\"error\":{\"field\":")
    quote(refusal.field)
    put(",\"expected\":")
    quote(refusal.expected.rawValue)
    put(",\"found\":")
    quote(refusal.found)
    put("}}\n")
  }

  // MARK: Parts

  private mutating func write(_ sighting: Sighting, _ sayings: Sayings) {
    put("{\"kind\":\"")
    put(sighting.kind.rawValue)
    put("\",")
    place(sighting.turn, sighting.range, sayings)
    put(",\"confidence\":")
    decimal(sighting.confidence)
    if let answer = sighting.answer { put(",\"reply\":\(sayings.messages[answer])") }
    put(",\"version\":\(sighting.kind.version)}")
  }

  private mutating func write(_ answer: Examination.Answer, _ sayings: Sayings) {
    put("{")
    place(answer.question, answer.range, sayings)
    put(",\"answered\":")
    decimal(answer.chance)
    if let reply = answer.reply { put(",\"reply\":\(sayings.messages[reply])") }
    put(answer.isDeferred ? ",\"deferred\":true}" : ",\"deferred\":false}")
  }

  private mutating func write(_ match: PhraseMatch, _ sayings: Sayings) {
    put("{\"rule\":")
    quote(ruleNames[match.rule])
    put(",\"message\":\(sayings.messages[match.turn]),\"words\":[")
    for (number, words) in match.places.enumerated() {
      if number > 0 { put(",") }
      put("{")
      place(words.turn, words.range, sayings)
      put("}")
    }
    put("]}")
  }

  private mutating func writeMeasures(_ found: Examination, _ sayings: Sayings) {
    put("\"sentiment\":{\"messages\":[")
    for (number, mood) in found.moods.enumerated() {
      if number > 0 { put(",") }
      decimal(mood.score)
    }
    put("]")
    if let course = found.course {
      for (name, value) in [
        ("start", course.start), ("end", course.end), ("lowest", course.lowest),
        ("slope", course.slope), ("recovery", course.recovery),
      ] {
        put(",\"\(name)\":")
        decimal(value)
      }
    }
    put("},\"agent\":{\"sentences\":\(found.clarity.sentences),\"words\":\(found.clarity.words)")
    for (name, value) in [
      ("lix", found.clarity.lix), ("misspelled_percent", found.clarity.misspelledShare),
      ("politeness", found.politeness),
    ] {
      guard let value else { continue }
      put(",\"\(name)\":")
      decimal(value)
    }
    put("}")
  }

  private mutating func place(_ turn: Int, _ range: Range<Int>, _ sayings: Sayings) {
    let text = sayings.turns[turn].text
    if places[turn] == nil { places[turn] = ScalarPlaces(text) }
    let known = places[turn] ?? ScalarPlaces(text)
    put("\"message\":\(sayings.messages[turn]),\"start\":\(known[range.lowerBound])")
    put(",\"end\":\(known[range.upperBound]),\"text\":")
    var copy = text
    copy.withUTF8 { bytes in
      quote(UnsafeBufferPointer(rebasing: bytes[range.clamped(to: bytes.indices)]))
    }
  }

  // MARK: Signs

  private mutating func put(_ text: String) { bytes.append(contentsOf: text.utf8) }

  /// Three decimals, without what the machine's format would add.
  private mutating func decimal(_ value: Double) {
    let thousandths = (value * 1000).rounded()
    guard thousandths.isFinite, abs(thousandths) < 1e15 else { return put("null") }
    put("\(Double(Int(thousandths)) / 1000)")
  }

  private mutating func quote(_ text: String) {
    var text = text
    text.withUTF8 { quote($0) }
  }

  private mutating func quote(_ text: UnsafeBufferPointer<UInt8>) {
    bytes.append(0x22)
    for byte in text {
      switch byte {
      case 0x22, 0x5C:
        bytes.append(0x5C)
        bytes.append(byte)
      case 0x0A: put("\\n")
      case 0x0D: put("\\r")
      case 0x09: put("\\t")
      case 0..<0x20:
        let digits = String(byte, radix: 16)
        put("\\u" + String(repeating: "0", count: 4 - digits.count) + digits)
      default: bytes.append(byte)
      }
    }
    bytes.append(0x22)
  }
}
