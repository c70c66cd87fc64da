internal import Web

/// What the pages say about each metric.
let metricWords = Words(
  en: englishMetricWords, zhHans: chineseMetricWords, ru: russianMetricWords,
  he: hebrewMetricWords)
