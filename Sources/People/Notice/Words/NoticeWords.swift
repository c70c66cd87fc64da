internal import Web

/// What the pages of notices and letters say.
let noticeWords = Words(
  en: englishNoticeWords, zhHans: chineseNoticeWords, ru: russianNoticeWords,
  he: hebrewNoticeWords)
