import Web

/// What the pages of procedures say.
let procedureWords = Words(
  en: englishProcedureWords, zhHans: chineseProcedureWords, ru: russianProcedureWords,
  he: hebrewProcedureWords)
