internal import Web

/// What the pages of workshops and benchmarks say.
let benchmarkWords = Words(
  en: englishBenchmarkWords, zhHans: chineseBenchmarkWords, ru: russianBenchmarkWords,
  he: hebrewBenchmarkWords)
