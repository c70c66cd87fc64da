/// The words of the frame and of refusals.
let frameWords =
  Words(
    en: englishFrameWords, zhHans: chineseFrameWords, ru: russianFrameWords, he: hebrewFrameWords)
  + scriptWords
