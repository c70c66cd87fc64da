internal import Web

/// What the pages about learned scores say.
let learnedWords = Words(
  en: englishLearnedWords, zhHans: chineseLearnedWords, ru: russianLearnedWords,
  he: hebrewLearnedWords)
