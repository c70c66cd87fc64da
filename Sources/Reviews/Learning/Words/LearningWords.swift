internal import Web

/// What the pages of focus points, plans and training needs say.
let learningWords = Words(
  en: englishLearningWords, zhHans: chineseLearningWords, ru: russianLearningWords,
  he: hebrewLearningWords)
