internal import Web

/// What the pages of practice and of reviewers say.
let reviewerWords = Words(
  en: englishReviewerWords, zhHans: chineseReviewerWords, ru: russianReviewerWords,
  he: hebrewReviewerWords)
