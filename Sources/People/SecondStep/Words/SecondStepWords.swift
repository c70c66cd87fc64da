internal import Web

/// The words of the second step of signing in.
let secondStepWords = Words(
  en: englishSecondStepWords, zhHans: chineseSecondStepWords, ru: russianSecondStepWords,
  he: hebrewSecondStepWords)
