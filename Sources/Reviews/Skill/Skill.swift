public import Kernel

/// Something one has to know to judge certain conversations, named by the workspace.
public struct Skill: Hashable, Sendable {
  /// The key of a skill.
  public typealias ID = Identifier<Skill>

  public let id: ID
  public let name: String
  /// The contact reasons whose conversations need it.
  public let reasons: [String]
  /// The names of the queues whose conversations need it.
  public let queues: [String]
  /// Whether it is no longer asked for.
  public let isRetired: Bool

  public init(
    id: ID, name: String, reasons: [String] = [], queues: [String] = [], isRetired: Bool = false
  ) {
    self.id = id
    self.name = name
    self.reasons = reasons
    self.queues = queues
    self.isRetired = isRetired
  }

  /// Whether a conversation of that reason and queue is better judged by somebody who has it.
  public func isNeeded(reason: String?, queue: String?) -> Bool {
    guard !isRetired else { return false }
    func names(_ words: [String], _ word: String?) -> Bool {
      guard let word = word.map(Self.folded), !word.isEmpty else { return false }
      return words.contains { Self.folded($0) == word }
    }
    return names(reasons, reason) || names(queues, queue)
  }

  /// A word as it is compared: without blanks around it, whatever its case.
  static func folded(_ word: String) -> String { word.trimmed.lowercased() }

  /// The longest name and the most words a skill takes.
  static let longestName = 60
  static let mostWords = 50
}

/// What somebody reads and knows, as they or their lead stated it.
public struct Strengths: Hashable, Sendable {
  /// Tags of languages; empty while nothing was stated.
  public var languages: Set<String>
  public var skills: Set<Skill.ID>

  public init(languages: Set<String> = [], skills: Set<Skill.ID> = []) {
    self.languages = languages
    self.skills = skills
  }
}

/// Why a skill was not kept.
public enum SkillError: Error, Hashable, Sendable {
  case unknown
  case nameMissing
  /// Another skill has that name.
  case taken
}

/// The languages people write in, by tag, with the name each has for itself.
enum Tongue {
  static let common: [(tag: String, name: String)] = [
    ("ar", "العربية"), ("de", "Deutsch"), ("en", "English"), ("es", "Español"),
    ("fr", "Français"), ("he", "עברית"), ("hi", "हिन्दी"), ("it", "Italiano"), ("ja", "日本語"),
    ("ko", "한국어"), ("nl", "Nederlands"), ("pl", "Polski"), ("pt", "Português"),
    ("ru", "Русский"), ("tr", "Türkçe"), ("uk", "Українська"), ("zh-Hans", "简体中文"),
    ("zh-Hant", "繁體中文"),
  ]

  /// The language's own name where we know it, else its tag.
  static func name(of tag: String) -> String {
    common.first { $0.tag == tag }?.name ?? common.first { base($0.tag) == base(tag) }?.name ?? tag
  }

  /// The language without its region or script: who reads `en` reads `en-GB`.
  static func base(_ tag: String) -> String {
    String(tag.lowercased().prefix { $0 != "-" && $0 != "_" })
  }
}
