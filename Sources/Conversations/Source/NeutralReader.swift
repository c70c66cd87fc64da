import Kernel

/// Reads the neutral form: one JSON object a line, in the words of the neutral model.
///
/// A line is a conversation with its messages, calls and survey answers inside, or one message, call,
/// answer, agent, queue or change of state alone; `type` says which, and its shape where it is silent.
public struct NeutralReader: Sendable {
  /// Where clocks without a zone stand, and in which order days are written.
  public var moments: MomentReader
  /// Whether a conversation must say when it was; it must where it is stored.
  public var needsTime: Bool

  public init(moments: MomentReader = MomentReader(), needsTime: Bool = true) {
    self.moments = moments
    self.needsTime = needsTime
  }

  /// The record of a line; throws a ``Rejection`` that names the first field that is not as it must.
  public func record(_ bytes: [UInt8], row: Int) throws -> Record {
    do {
      return try record(JSON.parse(bytes))
    } catch let failure as JSON.Failure {
      throw Rejection(
        row: row, field: "byte \(failure.position + 1)", expected: failure.expected,
        found: Self.surroundings(of: failure.position, in: bytes))
    } catch let problem as FieldFailure {
      throw Rejection(
        row: row, field: problem.path, expected: problem.expected, found: problem.found)
    }
  }

  private static func surroundings(of position: Int, in bytes: [UInt8]) -> String {
    let start = min(bytes.count, max(0, position - 20))
    return String(decoding: bytes[start..<min(bytes.count, position + 20)], as: UTF8.self)
  }

  private func record(_ json: JSON) throws -> Record {
    let fields = try Fields(json, path: "", moments: moments)
    switch fields.type {
    case "message":
      return .conversation(try fields.part { $0.messages = [try fields.message()] })
    case "call":
      return .conversation(try fields.part { $0.calls = [try fields.call()] })
    case "survey", "survey_response", "survey response":
      return .survey(try fields.survey())
    case "agent": return .agent(try fields.party())
    case "queue": return .queue(try fields.queue())
    case "agent_state", "agent_state_event", "agent-state event":
      return .agentState(try fields.agentState())
    case "conversation": return .conversation(try fields.conversation(needsTime: needsTime))
    case let type:
      throw FieldFailure(path: "type", expected: .knownType, found: type)
    }
  }
}

/// A field that is not as it must be, with its path inside the record.
struct FieldFailure: Error {
  var path: String
  var expected: Expectation
  var found: String
}

/// The members of one JSON object, read by the kind of value they should hold.
struct Fields {
  let members: [JSON.Member]
  let path: String
  let moments: MomentReader

  init(_ json: JSON, path: String, moments: MomentReader) throws {
    guard case .object(let members) = json else {
      throw FieldFailure(path: path, expected: .object, found: json.compact)
    }
    self.members = members
    self.path = path
    self.moments = moments
  }

  func at(_ name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }

  /// The first member under one of these names that is not null.
  func value(_ names: [String]) -> JSON? {
    for member in members where names.contains(member.name) && member.value != .null {
      return member.value
    }
    return nil
  }

  /// What the line is, by its own word or by its members.
  var type: String {
    for name in ["type", "record", "object"] {
      if case .text(let type)? = value([name]) {
        let type = type.lowercased()
        // A source may use "type" for something else: its shape then decides.
        if name == "type" || Fields.types.contains(type) { return type }
      }
    }
    if value(["messages", "opened_at"]) != nil { return "conversation" }
    if value(["state"]) != nil, value(["agent"]) != nil, value(["at", "time"]) != nil {
      return "agent_state"
    }
    if value(Fields.conversationNames) != nil {
      if value(["text", "html", "body", "role"]) != nil { return "message" }
      if value(["score", "raw_score", "raw score"]) != nil { return "survey" }
      if value(["direction", "talk_s"]) != nil { return "call" }
    }
    return "conversation"
  }

  static let types: Set = [
    "conversation", "message", "call", "survey", "survey_response", "agent", "queue",
    "agent_state", "agent_state_event",
  ]
  static let conversationNames = [
    "conversation", "conversation_id", "conversation_external_id",
  ]

  // MARK: Values

  func problem(_ name: String, _ expected: Expectation, _ value: JSON?) -> FieldFailure {
    let found: String =
      switch value {
      case nil: ""
      case .text(let text)?: text
      case let value?: value.compact
      }
    return FieldFailure(path: at(name), expected: expected, found: found)
  }

  func text(_ name: String, _ value: JSON) throws -> String {
    switch value {
    case .text(let text): text
    case .number(let digits): digits
    default: throw problem(name, .text, value)
    }
  }

  /// A text that is not empty.
  func word(_ name: String, _ value: JSON) throws -> String? {
    let text = try text(name, value)
    return text.isEmpty ? nil : text
  }

  func instant(_ name: String, _ value: JSON) throws -> Instant {
    switch value {
    case .text(let text):
      if let moment = moments.moment(text) { return moment }
    case .number(let digits):
      // 10^11 seconds are the year 5138: what is larger counts milliseconds.
      let order: DateOrder =
        (Double(digits).map { abs($0) >= 1e11 } ?? false) ? .unixMilliseconds : .unixSeconds
      if let moment = MomentReader(order: order).moment(digits) { return moment }
    default: break
    }
    throw problem(name, .date, value)
  }

  func number(_ name: String, _ value: JSON) throws -> Double {
    switch value {
    case .number(let digits): if let number = Double(digits), number.isFinite { return number }
    case .text(let text): if let number = Quantity.number(text) { return number }
    default: break
    }
    throw problem(name, .number, value)
  }

  func seconds(_ name: String, _ value: JSON) throws -> Double {
    switch value {
    case .number(let digits): if let number = Double(digits), number >= 0 { return number }
    case .text(let text): if let number = Quantity.seconds(text), number >= 0 { return number }
    default: break
    }
    throw problem(name, .duration, value)
  }

  func whole(_ name: String, _ value: JSON) throws -> Int {
    guard let whole = Quantity.whole(try text(name, value)) else {
      throw problem(name, .wholeNumber, value)
    }
    return whole
  }

  func truth(_ name: String, _ value: JSON) throws -> Bool {
    switch value {
    case .truth(let truth): return truth
    case .number(let text), .text(let text):
      if let truth = Quantity.truth(text) { return truth }
    default: break
    }
    throw problem(name, .truth, value)
  }

  func list<Element>(
    _ name: String, _ value: JSON, _ element: (Fields) throws -> Element
  ) throws -> [Element] {
    guard case .list(let values) = value else { throw problem(name, .list, value) }
    var elements: [Element] = []
    elements.reserveCapacity(values.count)
    for (index, value) in values.enumerated() {
      guard case .object = value else {
        throw FieldFailure(
          path: "\(at(name))[\(index)]", expected: .object, found: value.compact)
      }
      do {
        elements.append(try element(Fields(value, path: "", moments: moments)))
      } catch let problem as FieldFailure {
        throw FieldFailure(
          path: "\(at(name))[\(index)].\(problem.path)", expected: problem.expected,
          found: problem.found)
      }
    }
    return elements
  }

  func inside<Value>(
    _ name: String, _ value: JSON, _ body: (Fields) throws -> Value
  ) throws -> Value {
    try body(Fields(value, path: at(name), moments: moments))
  }

  /// A vocabulary word, written small and with underscores.
  func term<Term: Vocabulary>(_ name: String, _ value: JSON) throws -> Term? {
    guard let word = try word(name, value) else { return nil }
    return Term(normalising: word)
  }
}

extension Vocabulary {
  /// The known word a text means, whatever its case and separators; else the text itself.
  init(normalising text: String) {
    let exact = Self(rawValue: text)
    if exact.isKnown {
      self = exact
      return
    }
    let plain = String(
      text.lowercased().map { $0 == " " || $0 == "-" ? "_" : $0 })
    let term = Self(rawValue: plain)
    self = term.isKnown ? term : exact
  }
}
