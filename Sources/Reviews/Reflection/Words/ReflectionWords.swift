internal import Web

/// What the pages of reflections and of the self-gap say.
let reflectionWords = Words(
  en: englishReflectionWords, zhHans: chineseReflectionWords, ru: russianReflectionWords,
  he: hebrewReflectionWords)
