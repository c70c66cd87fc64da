internal import Web

/// What the pages of calibration say.
let calibrationWords = Words(
  en: englishCalibrationWords, zhHans: chineseCalibrationWords, ru: russianCalibrationWords,
  he: hebrewCalibrationWords)
