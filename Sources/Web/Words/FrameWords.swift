extension Words {
  /// The words of the frame, of refusals and of the script.
  package static let frame =
    Words(
      en: englishFrameWords, zhHans: chineseFrameWords, ru: russianFrameWords,
      he: hebrewFrameWords)
    + scriptWords
}
