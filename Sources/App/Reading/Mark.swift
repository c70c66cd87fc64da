import Conversations
import Linguistics

/// What people said of the documents of a file, before it is known what kind of answer it is.
enum Mark: Hashable, Sendable {
  case label(String)
  case labels([String])
  /// One number, as it was written.
  case number(String)
  /// The mean of several people's numbers.
  case mean(Double)

  init(_ value: JSON, field: String) throws {
    switch value {
    case .text(let text): self = .label(text)
    case .truth(let truth): self = .label(truth ? "true" : "false")
    case .number(let digits): self = .number(digits)
    case .list(let list):
      let texts = list.compactMap { if case .text(let text) = $0 { text } else { nil } }
      if texts.count == list.count {
        self = .labels(texts)
      } else {
        self = .mean(try Self.mean(list, value, field))
      }
    case .object(let members): self = .mean(try Self.mean(members.map(\.value), value, field))
    case .null: throw RecordFault(field, expected: "a label", found: "null")
    }
  }

  private static func mean(_ list: [JSON], _ value: JSON, _ field: String) throws -> Double {
    let numbers = list.compactMap { item -> Double? in
      if case .number(let digits) = item { Double(digits) } else { nil }
    }
    guard numbers.count == list.count, !numbers.isEmpty else {
      throw RecordFault(
        field, expected: "a label, a number, or a list of either", found: value.compact)
    }
    return numbers.reduce(0, +) / Double(numbers.count)
  }
}

/// The outcomes of a file: which kind they are, and the names of the labels.
struct Outcomes {
  let kind: AnswerKind
  let labels: [String]
  private let places: [String: Int]

  /// Whole numbers of up to so many values are labels unless somebody says otherwise.
  private static let mostNumberLabels = 12

  /// `nil` when the marks do not go together.
  init?(_ marks: [Mark], asked: AnswerKind?) {
    var names: Set<String> = []
    var numbers: Set<String> = []
    var hasOne = false, hasMany = false, hasMean = false
    for mark in marks {
      switch mark {
      case .label(let name):
        hasOne = true
        names.insert(name)
      case .labels(let list):
        hasMany = true
        names.formUnion(list)
      case .number(let digits): numbers.insert(digits)
      case .mean: hasMean = true
      }
    }
    let areWhole = numbers.allSatisfy { Int($0) != nil } && numbers.count <= Self.mostNumberLabels
    let kind: AnswerKind =
      asked ?? (hasMany ? .many : hasOne || (areWhole && !hasMean) ? .one : .number)
    switch kind {
    case .one where hasMany || hasMean: return nil
    case .many where hasMean: return nil
    case .number where hasOne || hasMany: return nil
    default: break
    }
    self.kind = kind
    labels = kind == .number ? [] : names.union(numbers).sorted()
    places = Dictionary(uniqueKeysWithValues: labels.enumerated().map { ($1, $0) })
  }

  func outcome(_ mark: Mark) -> LabelledText.Outcome? {
    switch (kind, mark) {
    case (.number, .number(let digits)): Double(digits).map { .number($0) }
    case (.number, .mean(let mean)): .number(mean)
    case (.one, .label(let name)), (.one, .number(let name)): places[name].map { .one($0) }
    case (.many, .labels(let names)): .many(Set(names.compactMap { places[$0] }))
    case (.many, .label(let name)), (.many, .number(let name)):
      places[name].map { .many([$0]) }
    default: nil
    }
  }
}
