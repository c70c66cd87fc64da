internal import Web

/// What the pages of goals and their targets say.
let goalWords = Words(
  en: englishGoalWords, zhHans: chineseGoalWords, ru: russianGoalWords,
  he: hebrewGoalWords)
