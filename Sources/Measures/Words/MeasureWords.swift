internal import Web

/// What the dashboards, the pages of metrics and the exports say.
let measureWords = Words(
  en: englishMeasureWords, zhHans: chineseMeasureWords, ru: russianMeasureWords,
  he: hebrewMeasureWords)
