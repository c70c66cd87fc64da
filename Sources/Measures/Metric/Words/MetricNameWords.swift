internal import Web

/// What the metrics are called.
let metricNameWords = Words(
  en: englishMetricNameWords, zhHans: chineseMetricNameWords, ru: russianMetricNameWords,
  he: hebrewMetricNameWords)
