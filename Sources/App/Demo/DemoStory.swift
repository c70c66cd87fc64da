internal import Kernel
internal import Statistics

/// Everything the demo is told from: who, when, what is true, and in which words.
final class DemoStory: Sendable {
  let options: DemoOptions
  let cast: DemoCast
  let calendar: DemoCalendar
  let truth: DemoTruth
  let scripts: [DemoScript]
  /// By script and part of the day: who is at work and speaks the language.
  private let shifts: [[[Int]]]
  /// How often each language is spoken, by script; languages nobody speaks are left out.
  private let languages: [Double]
  /// By script: the other reasons than the one that grows, and how heavy they weigh.
  let steadyReasons: [[DemoReason]]
  let steadyWeights: [[Double]]

  init(_ options: DemoOptions, now: Instant) {
    self.options = options
    cast = DemoCast(agents: options.agents)
    calendar = DemoCalendar(options, zone: Self.zone, now: now)
    truth = DemoTruth(
      cast: cast, months: calendar.months.map(\.iso), finished: options.months,
      seed: options.seed)
    scripts = DemoScript.all
    let rising = truth.risingReason
    steadyReasons = scripts.map { $0.reasons.filter { $0 != rising } }
    steadyWeights = steadyReasons.map { $0.map(\.weight) }
    let agents = cast.agents
    shifts = scripts.map { script in
      let speakers = agents.filter { $0.languages.contains(script.language) }
      return [true, nil, false, nil].map { early in
        let present = speakers.filter { early == nil || $0.worksEarly == early }
        return (present.isEmpty ? speakers : present).map(\.index)
      }
    }
    languages = scripts.map { script in
      guard agents.contains(where: { $0.languages.contains(script.language) }) else { return 0 }
      return switch script.language {
      case "en": 0.8
      case "ru": 0.08
      case "zh-Hans": 0.07
      default: 0.05
      }
    }
  }

  static let zone = Zone(name: "Europe/Dublin") ?? .utc

  /// Who could take a contact, by language and the minute of the day it begins.
  func present(script: Int, minute: Int) -> [Int] {
    let hour = minute / 60
    let part = hour < DemoCalendar.opensAt ? 3 : hour < 12 ? 0 : hour < 16 ? 1 : hour < 20 ? 2 : 3
    return shifts[script][part]
  }

  /// The script a customer speaks.
  func script(ofCustomer customer: Int) -> Int {
    var chance = SplitMix64(seed: options.seed, purpose: 2, number: customer)
    return chance.index(by: languages)
  }
}

extension DemoScript {
  static let all = [
    DemoScript("en", englishGeneral, englishOrders, englishPayments, englishProducts),
    DemoScript("ru", russianSheet),
    DemoScript("zh-Hans", chineseSheet),
    DemoScript("he", hebrewSheet),
  ]
}

extension SplitMix64 {
  /// A place of a list of weights, each as likely as it is heavy.
  mutating func index(by weights: [Double]) -> Int {
    var rest = unit() * weights.reduce(0, +)
    for (index, weight) in weights.enumerated() {
      rest -= weight
      if rest < 0 { return index }
    }
    return max(0, weights.count - 1)
  }
}
