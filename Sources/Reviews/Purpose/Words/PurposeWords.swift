internal import Web

/// What the pages of purpose and values say.
let purposeWords = Words(
  en: englishPurposeWords, zhHans: chinesePurposeWords, ru: russianPurposeWords,
  he: hebrewPurposeWords)
