internal import Web

/// What the pages of cycles, reviews and progress say.
let reviewWords = Words(
  en: englishReviewWords, zhHans: chineseReviewWords, ru: russianReviewWords,
  he: hebrewReviewWords)
