internal import Web

/// What the pages about drivers of dissatisfaction and the course of signals say.
let driverWords = Words(
  en: englishDriverWords, zhHans: chineseDriverWords, ru: russianDriverWords,
  he: hebrewDriverWords)
