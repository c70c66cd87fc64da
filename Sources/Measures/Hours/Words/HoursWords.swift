internal import Web

/// What the pages of opening hours and promised times say.
let hoursWords = Words(
  en: englishHoursWords, zhHans: chineseHoursWords, ru: russianHoursWords,
  he: hebrewHoursWords)
