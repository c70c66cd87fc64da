internal import Web

/// What the pages of baselines say.
let baselineWords = Words(
  en: englishBaselineWords, zhHans: chineseBaselineWords, ru: russianBaselineWords,
  he: hebrewBaselineWords)
