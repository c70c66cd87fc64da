import Testing
import Web

@testable import Measures

/// The list that a team may ask for, and what each page has to say.
@Suite struct MetricTests {
  private static let asked = [
    "first-response", "answer-wait", "service-level", "abandonment", "handle-time", "talk-time",
    "hold-time", "wrap-time", "resolution-time", "first-contact-resolution", "reopens", "ownership",
    "volume-in", "volume-solved", "backlog", "writing-quality", "call-quality", "csat", "nps",
    "ces",
    "complaints", "certificates", "certificates-held", "occupancy", "shrinkage", "adherence",
    "first-response-in-time", "solution-in-time",
  ]

  @Test func `everything a team may ask for has its metric`() {
    #expect(Set(Self.asked).subtracting(Metric.all.map(\.id)) == [])
  }

  @Test(arguments: Language.allCases)
  func `each metric says what is counted, out of what, when, whose, and what it tempts to`(
    language: Language
  ) {
    let words = metricNameWords + metricWords
    let text = Text(words, language: language)
    for metric in Metric.all {
      let keys =
        ["name", "meaning", "numerator", "denominator", "tempts"].map {
          "metric.\($0).\(metric.id)"
        } + [
          "metric.kind.\(metric.kind.rawValue)", "metric.date.\(metric.date.rawValue)",
          "metric.credit.\(metric.credit.rawValue)", "metric.better.\(metric.better.rawValue)",
        ]
      for key in keys {
        #expect(words.keys(in: language).contains(key), "\(key)")
        #expect(!text(key).isEmpty)
      }
      let counter = metric.counter.flatMap(Metric.named)
      #expect(counter != nil && counter != metric, "\(metric.id) stands alone")
    }
  }
}
