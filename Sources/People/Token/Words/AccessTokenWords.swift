internal import Web

/// The words of the keys of one's programs.
let accessTokenWords = Words(
  en: englishAccessTokenWords, zhHans: chineseAccessTokenWords, ru: russianAccessTokenWords,
  he: hebrewAccessTokenWords)
