public import Kernel
internal import People
public import Storage
public import Web

/// Covers who took part in a conversation: names, mail addresses and telephone numbers.
///
/// It rather covers a word too many than a name too few.
public struct Redaction: Hashable, Sendable {
  /// What stands in the place of what is covered.
  public static let cover = "•••"

  /// Words of names in lower case; those of four letters or less only hide what begins large.
  private let words: Set<String>
  /// Names in scripts without blanks, looked for anywhere in the text.
  private let runs: [String]

  public init(names: some Sequence<String>) {
    var words: Set<String> = []
    var runs: Set<String> = []
    for name in names {
      // Of an address only what stands before the sign: it is often the name in Latin letters.
      let name = name.prefix { $0 != "@" }
      for part in name.split(whereSeparator: { !$0.isLetter }).map(String.init) {
        if part.unicodeScalars.contains(where: \.isHan) {
          runs.insert(part)
          // The given name alone, as colleagues write it.
          if part.count == 3 { runs.insert(String(part.dropFirst())) }
        } else if part.count > 1 {
          words.insert(part.lowercased())
        }
      }
    }
    self.words = words
    self.runs = runs.sorted { ($1.count, $0) < ($0.count, $1) }
  }

  /// A text with everything covered.
  public func covered(_ text: String) -> String {
    var text = text
    for run in runs { text.replace(run, with: Self.cover) }
    var result = ""
    for (index, token) in text.split(
      omittingEmptySubsequences: false, whereSeparator: { $0 == " " }
    ).enumerated() {
      if index > 0 { result += " " }
      result += token.contains("@") && token.contains(".") ? Self.cover : withoutNames(token)
    }
    return Self.withoutNumbers(result)
  }

  private func withoutNames(_ token: Substring) -> String {
    guard !words.isEmpty else { return String(token) }
    var result = ""
    var rest = token
    while let first = rest.first {
      if first.isLetter {
        let word = rest.prefix(while: \.isLetter)
        result += hides(word) ? Self.cover : String(word)
        rest = rest[word.endIndex...]
      } else {
        result.append(first)
        rest = rest.dropFirst()
      }
    }
    return result
  }

  private func hides(_ word: Substring) -> Bool {
    let lower = word.lowercased()
    let isLarge = word.first?.isLowercase != true
    if words.contains(lower) { return isLarge || lower.count > 4 }
    return isLarge
      && Self.bare(lower).contains { bare in
        words.contains { $0 == bare || (bare.isCyrillic && $0.sharesStem(with: bare)) }
      }
  }

  /// The word as it is and, in Hebrew, without the letters that are written before a name.
  private static func bare(_ word: String) -> [String] {
    guard word.unicodeScalars.first.map({ (0x05D0...0x05EA).contains($0.value) }) == true else {
      return word.isCyrillic ? [word] : []
    }
    return [String(word.dropFirst()), String(word.dropFirst(2))].filter { $0.count > 2 }
  }

  /// Runs of seven or more digits, with blanks, hyphens and brackets between them.
  private static func withoutNumbers(_ text: String) -> String {
    var result = ""
    var run = ""
    func finish() {
      let digits = run.count { $0.isNumber }
      guard digits >= 7 else {
        result += run
        run = ""
        return
      }
      let tail = run.reversed().prefix { !$0.isNumber }.reversed()
      result += cover + String(tail)
      run = ""
    }
    for character in text {
      let joins = !run.isEmpty && " -()/.".contains(character)
      if (character.isASCII && character.isNumber) || (run.isEmpty && character == "+") || joins {
        run.append(character)
      } else {
        finish()
        result.append(character)
      }
    }
    finish()
    return result
  }
}

extension Redaction {
  /// What covers the people of each conversation.
  public static func all(
    _ ids: some Sequence<Conversation.ID>, _ scope: Scope, in db: any Connection
  ) throws -> [Conversation.ID: Redaction] {
    let ids = Array(Set(ids))
    guard !ids.isEmpty else { return [:] }
    let rows = try db.rows(
      """
      SELECT m.conversation_id AS id, m.author AS name FROM message AS m
      WHERE m.workspace_id = \(scope) AND m.conversation_id IN (\(list: ids))
        AND m.author IS NOT NULL
      UNION
      SELECT m.conversation_id AS id, p.name AS name FROM message AS m
      JOIN person AS p ON p.workspace_id = m.workspace_id AND p.id = m.person_id
      WHERE m.workspace_id = \(scope) AND m.conversation_id IN (\(list: ids))
      UNION
      SELECT c.id AS id, p.name AS name FROM conversation AS c
      JOIN person AS p ON p.workspace_id = c.workspace_id
        AND (p.id = c.agent_id OR p.id = c.credited_id)
      WHERE c.workspace_id = \(scope) AND c.id IN (\(list: ids))
      UNION
      SELECT c.id AS id, k.name AS name FROM conversation AS c
      JOIN customer AS k ON k.workspace_id = c.workspace_id AND k.id = c.customer_id
      WHERE c.workspace_id = \(scope) AND c.id IN (\(list: ids))
      UNION
      SELECT c.id AS id, p.email AS name FROM conversation AS c
      JOIN person AS p ON p.workspace_id = c.workspace_id
        AND (p.id = c.agent_id OR p.id = c.credited_id)
      WHERE c.workspace_id = \(scope) AND c.id IN (\(list: ids)) AND p.email IS NOT NULL
      UNION
      SELECT m.conversation_id AS id, p.email AS name FROM message AS m
      JOIN person AS p ON p.workspace_id = m.workspace_id AND p.id = m.person_id
      WHERE m.workspace_id = \(scope) AND m.conversation_id IN (\(list: ids))
        AND p.email IS NOT NULL
      """)
    var names: [Conversation.ID: [String]] = [:]
    for row in rows { names[try row.get("id"), default: []].append(try row.get("name")) }
    return Dictionary(
      ids.map { ($0, Redaction(names: names[$0] ?? [])) }, uniquingKeysWith: { first, _ in first })
  }
}

extension Conversation {
  /// Which of some conversations the actor may read, by the permission matrix.
  public static func readable(
    _ ids: some Sequence<ID>, for actor: Actor, in db: any Connection
  ) throws -> Set<ID> {
    let rows = try db.rows(
      """
      SELECT c.id AS id FROM conversation c
      WHERE c.workspace_id = \(actor.scope) AND c.id IN (\(list: Array(Set(ids))))
        AND c.deleted_at IS NULL AND \(actor.mayRead(.read, .conversation))
      """)
    return Set(try rows.map { try $0.get("id") })
  }
}

extension Message {
  /// The message without names; who wrote it is known by role alone, files are left out.
  public func covered(by redaction: Redaction) -> Message {
    Message(
      id: id, position: position, externalID: nil, at: at, author: nil, person: nil, role: role,
      visibility: visibility, kind: kind, text: redaction.covered(text), attachments: [],
      inReplyTo: inReplyTo, offset: offset, duration: duration)
  }
}

extension Unicode.Scalar {
  fileprivate var isHan: Bool { (0x3400...0x9FFF).contains(value) }
}

extension String {
  fileprivate var isCyrillic: Bool {
    unicodeScalars.first.map { (0x0400...0x04FF).contains($0.value) } == true
  }

  /// Whether two words differ only in a short ending, as Russian names do in their cases.
  fileprivate func sharesStem(with other: String) -> Bool {
    count > 3 && other.hasPrefix(prefix(count - 1)) && other.count - count <= 1
  }
}
