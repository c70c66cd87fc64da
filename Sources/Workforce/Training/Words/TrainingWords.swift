internal import Web

/// What the pages of protected training say.
let trainingWords = Words(
  en: englishTrainingWords, zhHans: chineseTrainingWords,
  ru: russianTrainingWords, he: hebrewTrainingWords)
