internal import Web

/// What the pages about giving and receiving feedback say.
let feedbackWords = Words(
  en: englishFeedbackWords, zhHans: chineseFeedbackWords, ru: russianFeedbackWords,
  he: hebrewFeedbackWords)
