/// A language the pages speak.
public enum Language: String, Hashable, Sendable, CaseIterable {
  case en
  case zhHans = "zh-Hans"
  case ru
  case he

  public var isRightToLeft: Bool { self == .he }

  /// The language's name in the language itself.
  public var ownName: String {
    switch self {
    case .en: "English"
    case .zhHans: "简体中文"
    case .ru: "Русский"
    case .he: "עברית"
    }
  }

  /// The first language of an `Accept-Language` header that the pages speak; English otherwise.
  public init(acceptLanguage header: String?) {
    let wanted = (header ?? "").prefix(400).split(separator: ",").enumerated().map {
      position, part -> (tag: String, quality: Double, position: Int) in
      let pieces = part.split(separator: ";").map { $0.filter { $0 != " " } }
      let quality = pieces.dropFirst().first { $0.hasPrefix("q=") }
        .flatMap { Double($0.dropFirst(2)) }
      return (pieces.first?.lowercased() ?? "", quality ?? 1, position)
    }
    let ordered = wanted.sorted { ($1.quality, $0.position) < ($0.quality, $1.position) }
    self =
      ordered.lazy.compactMap { entry in
        switch entry.tag.split(separator: "-").first {
        case "en": Language.en
        case "zh": .zhHans
        case "ru": .ru
        case "he", "iw": .he
        default: nil
        }
      }.first ?? .en
  }

  /// Which plural form a whole number takes, by the rules of Unicode CLDR.
  func pluralForm(of number: Int) -> String {
    let ones = number.magnitude % 10
    let hundreds = number.magnitude % 100
    switch self {
    case .zhHans: return "other"
    case .en: return number == 1 ? "one" : "other"
    case .he: return number == 1 ? "one" : number == 2 ? "two" : "other"
    case .ru:
      if ones == 1, hundreds != 11 { return "one" }
      if (2...4).contains(ones), !(12...14).contains(hundreds) { return "few" }
      return "many"
    }
  }

  /// The plural forms a message must have in this language.
  public var pluralForms: Set<String> {
    switch self {
    case .zhHans: ["other"]
    case .en: ["one", "other"]
    case .he: ["one", "two", "other"]
    case .ru: ["one", "few", "many", "other"]
    }
  }
}
