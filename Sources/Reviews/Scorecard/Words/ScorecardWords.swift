import Web

/// What the pages of scorecards say.
let scorecardWords = Words(
  en: englishScorecardWords, zhHans: chineseScorecardWords, ru: russianScorecardWords,
  he: hebrewScorecardWords)
