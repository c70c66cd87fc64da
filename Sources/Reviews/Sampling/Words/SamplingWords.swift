internal import Web

/// What the pages say about how conversations are chosen and what that does to scores.
let samplingWords = Words(
  en: englishSamplingWords, zhHans: chineseSamplingWords, ru: russianSamplingWords,
  he: hebrewSamplingWords)
