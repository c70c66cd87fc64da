internal import Web

/// What the pages of queues, needs and chances say.
let staffingWords = Words(
  en: englishStaffingWords, zhHans: chineseStaffingWords, ru: russianStaffingWords,
  he: hebrewStaffingWords)
