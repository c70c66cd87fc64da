internal import Web

/// What the pages of contracts, wishes and time off say.
let contractWords = Words(
  en: englishContractWords, zhHans: chineseContractWords,
  ru: russianContractWords, he: hebrewContractWords)
