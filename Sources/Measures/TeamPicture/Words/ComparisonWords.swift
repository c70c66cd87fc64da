internal import Web

/// What the pages that compare say.
let comparisonWords = Words(
  en: englishComparisonWords, zhHans: chineseComparisonWords, ru: russianComparisonWords,
  he: hebrewComparisonWords)
