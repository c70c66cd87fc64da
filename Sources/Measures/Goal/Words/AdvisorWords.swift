internal import Web

/// What the advisor asks and answers.
let advisorWords = Words(
  en: englishAdvisorWords, zhHans: chineseAdvisorWords, ru: russianAdvisorWords,
  he: hebrewAdvisorWords)
