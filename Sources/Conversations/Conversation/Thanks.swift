/// Recognises a message that says thank you and nothing else.
///
/// Such a message after the solution asks for nothing, so no clock may start again for it.
enum Thanks {
  private static let longest = 60

  private static let words = [
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
    guard text.utf8.count <= longest * 4, text.count <= longest, !asks(text) else { return false }
    if characters.contains(where: text.contains) { return text.count <= 20 }
    let said = text.lowercased().split { !$0.isLetter }.map(String.init)
    return said.contains(where: words.contains)
      && said.allSatisfy { words.contains($0) || company.contains($0) }
  }

  private static func asks(_ text: String) -> Bool {
    text.contains { $0 == "?" || $0 == "？" || $0 == "؟" }
  }
}
