/// Recognises a message that says thank you and nothing else.
///
/// Such a message after the solution asks for nothing, so no clock may start again for it.
enum Thanks {
  private static let longest = 60

  private static let words: Set<String> = [
    "thank", "thanks", "thankyou", "thx", "ty", "cheers", "danke", "merci", "gracias", "obrigado",
    "obrigada", "grazie", "спасибо", "благодарю", "спс", "תודה",
  ]
  /// What may stand around it without asking for anything.
  private static let company: Set<String> = [
    "you", "so", "very", "much", "a", "lot", "many", "again", "great", "perfect", "ok", "okay",
    "all", "good", "works", "now", "it", "for", "your", "help", "the", "everything", "really",
    "super", "awesome", "and", "have", "nice", "day", "weekend", "evening", "bye", "that", "s",
    "schön", "vielen", "dank", "sehr", "beaucoup", "muchas", "mille", "tutto", "muito",
    "большое", "огромное", "вам", "за", "помощь", "всё", "все", "хорошо", "отлично", "ещё", "раз",
    "вас", "и", "до", "свидания", "работает", "רבה", "לך", "לכם", "על", "העזרה", "הכל", "טוב",
    "מאוד", "שוב", "המון", "יום", "נעים", "עובד",
  ]

  static func isAll(of text: String) -> Bool {
    guard text.utf8.count <= longest * 4 else { return false }
    if mayBeHan(text) { return isThankedInChinese(text) && text.count <= 20 && !asks(text) }
    return mayThank(text) && isThanked(text) && text.count <= longest && !asks(text)
  }

  /// Whether the first word may belong to a thank-you, if it is one of plain letters.
  private static func mayThank(_ text: String) -> Bool {
    let first = text.utf8.prefix { ($0 | 0x20) &- 0x61 < 26 }
    guard !first.isEmpty, first.endIndex == text.endIndex || text.utf8[first.endIndex] < 0x80
    else { return true }
    let word = Substring(first).lowercased()
    return words.contains(word) || company.contains(word)
  }

  /// Whether every word belongs to a thank-you; most messages say otherwise with their first.
  private static func isThanked(_ text: String) -> Bool {
    var isThanked = false
    var rest = text.unicodeScalars[...]
    while let start = rest.firstIndex(where: isLetter) {
      let word = rest[start...].prefix(while: isLetter)
      rest = rest[word.endIndex...]
      let folded = String(word).lowercased()
      if words.contains(folded) {
        isThanked = true
      } else if !company.contains(folded) {
        return false
      }
    }
    return isThanked
  }

  /// A letter, or a mark that stands with one; those of ASCII without a look at the tables.
  private static func isLetter(_ scalar: UnicodeScalar) -> Bool {
    guard !scalar.isASCII else { return (0x61...0x7A).contains(scalar.value | 0x20) }
    return scalar.properties.isAlphabetic
      || scalar.properties.generalCategory == .nonspacingMark
  }

  /// Whether it holds 谢谢, 感谢 or 多谢, in either way of writing.
  private static func isThankedInChinese(_ text: String) -> Bool {
    var last: UnicodeScalar?
    for scalar in text.unicodeScalars {
      if scalar == "谢" || scalar == "謝", last == scalar || last == "感" || last == "多" {
        return true
      }
      last = scalar
    }
    return false
  }

  /// Whether a byte begins one of the characters that Chinese is mostly written with.
  private static func mayBeHan(_ text: String) -> Bool {
    text.utf8.contains { $0 >= 0xE4 && $0 <= 0xE9 }
  }

  private static func asks(_ text: String) -> Bool {
    text.contains { $0 == "?" || $0 == "？" || $0 == "؟" }
  }
}
