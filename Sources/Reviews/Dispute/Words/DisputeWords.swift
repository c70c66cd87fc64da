internal import Web

/// What the pages of disputes and second looks say.
let disputeWords = Words(
  en: englishDisputeWords, zhHans: chineseDisputeWords, ru: russianDisputeWords,
  he: hebrewDisputeWords)
