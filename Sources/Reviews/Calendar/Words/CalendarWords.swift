internal import Web

/// What the calendar of a cycle says, and its reminders.
let calendarWords = Words(
  en: englishCalendarWords, zhHans: chineseCalendarWords, ru: russianCalendarWords,
  he: hebrewCalendarWords)
