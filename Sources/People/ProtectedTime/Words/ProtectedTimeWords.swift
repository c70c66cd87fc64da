internal import Web

/// What the pages of protected time and of the calendar in other programs say.
let protectedTimeWords = Words(
  en: englishProtectedTimeWords, zhHans: chineseProtectedTimeWords,
  ru: russianProtectedTimeWords, he: hebrewProtectedTimeWords)
