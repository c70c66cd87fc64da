internal import Web

/// What the report of a month says.
let reportWords = Words(
  en: englishReportWords, zhHans: chineseReportWords, ru: russianReportWords,
  he: hebrewReportWords)
