internal import Web

/// What the pages about evidence say.
let evidenceWords = Words(
  en: englishEvidenceWords, zhHans: chineseEvidenceWords, ru: russianEvidenceWords,
  he: hebrewEvidenceWords)
