internal import Web

/// What the pages of schedules, swaps and fairness say.
let scheduleWords = Words(
  en: englishScheduleWords, zhHans: chineseScheduleWords,
  ru: russianScheduleWords, he: hebrewScheduleWords)
