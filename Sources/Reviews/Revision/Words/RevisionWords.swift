internal import Web

/// What the pages and notices of revisions say.
let revisionWords = Words(
  en: englishRevisionWords, zhHans: chineseRevisionWords, ru: russianRevisionWords,
  he: hebrewRevisionWords)
