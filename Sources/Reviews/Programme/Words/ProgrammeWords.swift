internal import Web

/// What the pages and notices of standing plans say.
let programmeWords = Words(
  en: englishProgrammeWords, zhHans: chineseProgrammeWords, ru: russianProgrammeWords,
  he: hebrewProgrammeWords)
