internal import Web

/// What the pages of paid hours say.
let shrinkageWords = Words(
  en: englishShrinkageWords, zhHans: chineseShrinkageWords,
  ru: russianShrinkageWords, he: hebrewShrinkageWords)
