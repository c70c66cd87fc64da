internal import Web

/// What the pages of volumes, forecasts, special days and the lead's day say.
let deskWords = Words(
  en: englishDeskWords, zhHans: chineseDeskWords, ru: russianDeskWords, he: hebrewDeskWords)
