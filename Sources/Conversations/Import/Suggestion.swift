/// A guess which field a column fills, and how sure it is.
public struct Suggestion: Hashable, Sendable {
  public var column: String
  public var field: Field?
  /// Between 0 and 1; what a reader should look at is below 0.8.
  public var confidence: Double
  /// The order of the dates in the column, where it holds dates.
  public var dates: MomentReader.Detection?
  /// Up to three different values.
  public var samples: [String]

  /// Guesses for every column of a kind of row; each field is given away once, to the surest.
  public static func all(
    header: [String], rows: [[String]], kind: RowKind
  ) -> [Suggestion] {
    let columns = Evidence.all(header: header, rows: rows)
    var scores: [(score: Double, column: Int, field: Field)] = []
    for (index, column) in columns.enumerated() {
      for field in kind.fields {
        let score = column.score(for: field, in: kind)
        if score >= 0.5 { scores.append((score, index, field)) }
      }
    }
    scores.sort { left, right in
      (left.score, -left.column, right.field.rawValue)
        > (right.score, -right.column, left.field.rawValue)
    }
    var chosen: [Int: (Field, Double)] = [:]
    var taken: Set<Field> = []
    for (score, column, field) in scores
    where chosen[column] == nil && !taken.contains(field) {
      chosen[column] = (field, score)
      taken.insert(field)
    }
    return columns.enumerated().map { index, column in
      Suggestion(
        column: column.name, field: chosen[index]?.0, confidence: chosen[index]?.1 ?? 0,
        dates: column.dates, samples: column.samples)
    }
  }

  /// What a row of the table most likely tells.
  public static func kind(header: [String], rows: [[String]]) -> RowKind {
    let columns = Evidence.all(header: header, rows: rows)
    func best(_ field: Field, _ kind: RowKind) -> Double {
      columns.map { $0.score(for: field, in: kind) }.max() ?? 0
    }
    let score = best(.surveyScore, .survey)
    let text = best(.messageText, .message)
    let parent = best(.conversationID, .message)
    let call = [
      best(.callDirection, .call), best(.callTalk, .call), best(.callFrom, .call),
      best(.callAnsweredAt, .call),
    ].filter { $0 >= 0.7 }.count
    let subject = best(.subject, .conversation)
    let writer = max(best(.messageAuthor, .message), best(.messageRole, .message))
    // A comment may be a customer's or an agent's: only messages say who wrote them.
    if score >= 0.7, subject < 0.9, writer < 0.7 { return .survey }
    if call >= 2 { return .call }
    if text >= 0.7, parent >= 0.6, subject < 0.9 || writer >= 0.7 { return .message }
    return .conversation
  }

  /// A name without case, blanks and signs.
  static func plain(_ name: String) -> String {
    String(
      String.UnicodeScalarView(
        name.lowercased().unicodeScalars.filter {
          $0.properties.isAlphabetic || $0.properties.numericType != nil
        }))
  }

  /// A mapping of these guesses; columns without one are kept as they are.
  public static func mapping(
    _ suggestions: [Suggestion], kind: RowKind, shape: CSVShape, zone: String?
  ) -> Mapping {
    var mapping = Mapping(rows: kind)
    mapping.encoding = shape.encoding
    mapping.delimiter = shape.delimiter
    mapping.hasHeader = shape.hasHeader
    mapping.zone = zone
    if !shape.hasHeader { mapping.names = suggestions.map(\.column) }
    mapping.columns = suggestions.map { suggestion in
      guard let field = suggestion.field else { return Mapping.Column(suggestion.column) }
      let dates = field.content == .date ? suggestion.dates?.order : nil
      return Mapping.Column(suggestion.column, [Mapping.Target(field, dates: dates)])
    }
    return mapping
  }
}

/// What a column's name and values tell about it.
private struct Evidence {
  let name: String
  let plain: String
  let samples: [String]
  let dates: MomentReader.Detection?
  private let shares: (number: Double, duration: Double, truth: Double, mail: Double)
  private let isEmpty: Bool
  private let length: Double

  static func all(header: [String], rows: [[String]]) -> [Evidence] {
    header.enumerated().map { index, name in
      Evidence(name: name, values: rows.compactMap { $0.indices.contains(index) ? $0[index] : nil })
    }
  }

  init(name: String, values: [String]) {
    self.name = name
    plain = Suggestion.plain(name)
    let filled = values.map { String($0.trimmingBlanks) }.filter { !$0.isEmpty }
    var seen: Set<String> = []
    samples = Array(filled.filter { seen.insert($0).inserted }.prefix(3))
    isEmpty = filled.isEmpty
    dates = MomentReader.detect(filled)
    func share(_ test: (String) -> Bool) -> Double {
      filled.isEmpty ? 0 : Double(filled.filter(test).count) / Double(filled.count)
    }
    shares = (
      share { Quantity.number($0) != nil }, share { Quantity.seconds($0) != nil },
      share { Quantity.truth($0) != nil }, share { $0.contains("@") && !$0.contains(" ") }
    )
    length = filled.isEmpty ? 0 : Double(filled.map(\.count).reduce(0, +)) / Double(filled.count)
  }

  /// How well the column fits a field: its name first, then whether its values can be that.
  func score(for field: Field, in kind: RowKind) -> Double {
    let name = nameScore(Synonyms.words(for: field, in: kind))
    guard name > 0 else { return 0 }
    return isEmpty ? name * 0.9 : name * valueScore(field)
  }

  private func nameScore(_ words: [String]) -> Double {
    var best = 0.0
    for (index, word) in words.enumerated() {
      // The first words of a list are the usual ones.
      let rank = 1 - 0.004 * Double(min(index, 30))
      if plain == word {
        best = max(best, 0.98 * rank)
      } else if word.unicodeScalars.count >= 4 || !word.utf8.allSatisfy({ $0 < 0x80 }) {
        if plain.hasPrefix(word) {
          best = max(best, 0.78 * rank)
        } else if plain.hasSuffix(word) {
          best = max(best, 0.74 * rank)
        }
      }
    }
    return best
  }

  private func valueScore(_ field: Field) -> Double {
    switch field.content {
    case .date: return dates.map { $0.share } ?? 0
    case .number, .wholeNumber: return shares.number
    case .duration: return shares.duration
    case .truth: return shares.truth
    case .text: break
    }
    switch field {
    case .agentEmail, .customerEmail: return shares.mail > 0.5 ? 1 : 0.3
    case .agentName, .customerName: return shares.number > 0.5 || shares.mail > 0.5 ? 0.5 : 1
    case .conversationURL: return samples.allSatisfy { $0.contains("/") } ? 1 : 0.2
    case .messageText, .subject, .surveyComment:
      return shares.number > 0.9 || (dates?.share ?? 0) > 0.9 ? 0.3 : 1
    case .conversationID, .messageID, .callID, .surveyID: return length > 80 ? 0.3 : 1
    default: return 1
    }
  }
}
