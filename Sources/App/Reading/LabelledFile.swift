public import Conversations
public import Linguistics

/// The texts, turns or conversations of a file in JSON Lines with what people said of them.
public struct LabelledFile: Sendable {
  public let examples: [LabelledText]
  public let kind: AnswerKind
  public let labels: [String]
  /// What people said of the turns of labelled conversations.
  public let aspects: [Aspect]
  /// What a model has to remember to read other records in the same way.
  public let notes: [String: String]
  /// Records or turns that nobody had labelled.
  public let unlabelled: Int

  /// A line that cannot be used, named so that its owner can mend it.
  public struct Fault: Error, Hashable, Sendable, CustomStringConvertible {
    public let line: Int
    public let reason: String

    public var description: String { "line \(line), \(reason)" }
  }

  /// Why a file as a whole cannot be learned from.
  public enum Refusal: Error, Hashable, Sendable, CustomStringConvertible {
    case nothingLabelled(field: String)
    case mixedLabels(field: String)

    public var description: String {
      switch self {
      case .nothingLabelled(let field): "no record, and no turn of one, has a field \(field)"
      case .mixedLabels(let field):
        "\(field) holds labels in some records and numbers or lists in others"
      }
    }
  }

  private struct Entry {
    let dialogue: Dialogue
    let group: String?
    let mark: Mark?
    /// What is known of single turns.
    var turns: [(number: Int, mark: Mark)] = []
  }

  /// Reads a file; the first line that cannot be used ends it.
  public init(_ supply: any ByteSupply, _ fields: TextFields, asked: AnswerKind? = nil) throws {
    let label = fields.label ?? "label"
    let entries = try Self.entries(supply, fields, label)
    let perTurn = !entries.contains { $0.mark != nil }
    let marks = perTurn ? entries.flatMap { $0.turns.map(\.mark) } : entries.compactMap(\.mark)
    guard !marks.isEmpty else { throw Refusal.nothingLabelled(field: label) }
    guard let outcomes = Outcomes(marks, asked: asked) else {
      throw Refusal.mixedLabels(field: label)
    }
    let roles = entries.reduce(into: Set()) { $0.formUnion($1.dialogue.unknownRoles) }.sorted()
    let turnMarks = TurnMarks(perTurn ? [] : entries.map(\.dialogue))
    aspects = turnMarks.aspects
    examples = entries.enumerated().flatMap { number, entry -> [LabelledText] in
      let group = entry.group ?? (perTurn ? "\(number)" : nil)
      let known: [(Int?, Mark)] =
        perTurn
        ? entry.turns.map { (Optional($0.number), $0.mark) }
        : entry.mark.map { [(nil, $0)] } ?? []
      return known.compactMap { turn, mark in
        guard let outcome = outcomes.outcome(mark) else { return nil }
        return LabelledText(
          entry.dialogue.passages(until: turn, roles: roles), outcome, group: group,
          turns: turnMarks.places(in: entry.dialogue))
      }
    }
    kind = outcomes.kind
    labels = outcomes.labels
    unlabelled =
      perTurn
      ? entries.reduce(0) { $0 + $1.dialogue.turns.count - $1.turns.count }
      : entries.count { $0.mark == nil }
    let areNumbers = marks.allSatisfy { if case .number = $0 { true } else { false } }
    notes =
      ModelNotes(
        fields: fields, roles: roles, isPerTurn: perTurn, areLabelsNumbers: areNumbers
      ).texts
  }

  private static func entries(
    _ supply: any ByteSupply, _ fields: TextFields, _ label: String
  ) throws -> [Entry] {
    var reader = RecordLines(supply)
    var entries: [Entry] = []
    while let (line, bytes) = try reader.next() {
      do {
        entries.append(try entry(try RecordLines.record(bytes, line: line), fields, label))
      } catch let fault as RecordFault {
        throw Fault(line: line, reason: "\(fault)")
      }
    }
    return entries
  }

  private static func entry(_ record: JSON, _ fields: TextFields, _ label: String) throws -> Entry {
    let dialogue = try Dialogue(record, fields)
    let group = try fields.group.flatMap { field -> String? in
      guard let value = record[path: field], value != .null else { return nil }
      guard let name = value.identity else {
        throw RecordFault(field, expected: "a text or a number", found: value.compact)
      }
      return name
    }
    let value = record[path: label]
    let mark = try value.flatMap { $0 == .null ? nil : try Mark($0, field: label) }
    var entry = Entry(dialogue: dialogue, group: group, mark: mark)
    guard value == nil else { return entry }
    for (number, turn) in dialogue.turns.enumerated() {
      guard let known = turn[label], known != .null else { continue }
      let field = "\(fields.text)[\(number)].\(label)"
      entry.turns.append((number, try Mark(known, field: field)))
    }
    return entry
  }
}

/// What a model remembers of the file it came from.
struct ModelNotes: Hashable, Sendable {
  var fields: TextFields
  /// Speakers whose names do not tell their side, in the order of sides.
  var roles: [String] = []
  /// It was learned from turns, each with what was said before.
  var isPerTurn = false
  /// The labels were written as numbers.
  var areLabelsNumbers = false

  init(fields: TextFields, roles: [String], isPerTurn: Bool, areLabelsNumbers: Bool) {
    self.fields = fields
    self.roles = roles
    self.isPerTurn = isPerTurn
    self.areLabelsNumbers = areLabelsNumbers
  }

  init(_ texts: [String: String]) {
    fields = TextFields(
      text: texts["text"] ?? "text", label: texts["label"],
      context: texts["context"].map(Self.list) ?? [])
    roles = texts["roles"].map(Self.list) ?? []
    isPerTurn = texts["unit"] == "turn"
    areLabelsNumbers = texts["labels"] == "numbers"
  }

  var texts: [String: String] {
    var texts = ["text": fields.text]
    texts["label"] = fields.label
    if !fields.context.isEmpty { texts["context"] = fields.context.joined(separator: "\n") }
    if !roles.isEmpty { texts["roles"] = roles.joined(separator: "\n") }
    if isPerTurn { texts["unit"] = "turn" }
    if areLabelsNumbers { texts["labels"] = "numbers" }
    return texts
  }

  private static func list(_ text: String) -> [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }
}
