/// Recognises a message that says thank you and nothing else.
///
/// Such a message after the solution asks for nothing, so no clock may start again for it.
enum Thanks {
  private static let longest = 60

  private static let words: Set<String> = [
    "thank", "thanks", "thankyou", "thx", "ty", "cheers", "danke", "merci", "gracias", "obrigado",
    "obrigada", "grazie", "спасибо", "благодарю", "спс", "תודה",
  ]
  private static let characters = ["谢谢", "謝謝", "感谢", "感謝", "多谢", "多謝"]
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
    if mayBeHan(text), characters.contains(where: text.contains) {
      return text.count <= 20 && !asks(text)
    }
    return isThanked(text) && text.count <= longest && !asks(text)
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

  /// Whether a byte begins one of the characters that Chinese is mostly written with.
  private static func mayBeHan(_ text: String) -> Bool {
    text.utf8.contains { $0 >= 0xE4 && $0 <= 0xE9 }
  }

  private static func asks(_ text: String) -> Bool {
    text.contains { $0 == "?" || $0 == "？" || $0 == "؟" }
  }
}
