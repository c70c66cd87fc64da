internal import Web

/// What the page of working time says.
let activityWords = Words(
  en: englishActivityWords, zhHans: chineseActivityWords, ru: russianActivityWords,
  he: hebrewActivityWords)
