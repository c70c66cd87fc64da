internal import Foundation
internal import Statistics
internal import Web

/// All that was measured when a version was learned.
struct LearnedRecord: Hashable, Sendable, Codable {
  /// A channel or a language with its own agreement.
  struct Group: Hashable, Sendable, Codable {
    enum Kind: String, Hashable, Sendable, Codable {
      case channel, language
    }

    var kind: Kind
    /// Empty where the language is not known.
    var name: String
    var agreement: MachineAgreement
  }

  /// People held out; what is shown.
  var byPeople: MachineAgreement
  /// Blocks of time held out.
  var byTime: MachineAgreement
  var groups: [Group]
  /// The group of people each person belongs to, by key.
  var parts: [String: Int]
  var models: Int
  /// The scale it learned.
  var points: [PublishedAnswers.Point]
  /// Reviewed conversations, reviews and people it learned from.
  var conversations: Int
  var ratings: Int
  /// Distances of machine and people in value, 0…1, held out.
  var losses: Losses

  /// The mean distance with what a comparison needs.
  struct Losses: Hashable, Sendable, Codable {
    var mean: Double
    var lower: Double
    var upper: Double
    var count: Int

    init(_ values: [Double]) {
      let estimate = meanInterval(values)
      mean = estimate.value ?? 0
      lower = estimate.lower ?? mean
      upper = estimate.upper ?? mean
      count = values.count
    }

    var estimate: Estimate {
      Estimate(value: mean, lower: lower, upper: upper, n: count, method: .studentT)
    }
  }

  init(_ lesson: Lesson, _ result: Lesson.Result) {
    let (items, points, seed) = (lesson.items, lesson.points, lesson.plan.seed)
    func cases(_ all: [Lesson.HeldOut]) -> [MachineAgreement.Case] {
      all.map { MachineAgreement.Case(answer: $0.answer, ratings: items[$0.item].ratings) }
    }
    func groups(_ kind: Group.Kind, _ name: (Lesson.Item) -> String) -> [Group] {
      Dictionary(grouping: result.byPeople) { name(items[$0.item]) }
        .sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }
        .map { name, all in
          Group(
            kind: kind, name: name,
            agreement: MachineAgreement(cases(all), points: points, seed: seed))
        }
    }
    byPeople = MachineAgreement(cases(result.byPeople), points: points, seed: seed)
    byTime = MachineAgreement(cases(result.byTime), points: points, seed: seed)
    self.groups = groups(.channel, \.channel) + groups(.language, \.language)
    parts = result.parts.reduce(into: [:]) { $0["\($1.key)"] = $1.value }
    models = result.models.count
    self.points = points
    conversations = items.count
    ratings = items.reduce(0) { $0 + $1.ratings.count }
    losses = Losses(
      result.byPeople.map { one in
        Drift.loss(one.answer.expected, items[one.item].ratings.map { points[$0].value })
      })
  }

  /// The model that reads a person's work: one that has never seen a review of it.
  func part(of person: Int64) -> Int {
    parts["\(person)"] ?? Int(UInt64(bitPattern: person) % UInt64(max(1, models)))
  }

  /// Whether answers may be shown in a channel and language.
  func level(_ whole: Trust.Level, channel: String, language: String) -> Trust.Level {
    let bar = Trust.bar(between: byPeople.between)
    func level(_ kind: Group.Kind, _ name: String) -> Trust.Level {
      groups.first { $0.kind == kind && $0.name == name }
        .map { Trust.level(of: $0.agreement, bar: bar) } ?? .off
    }
    return min(whole, level(.channel, channel), level(.language, language))
  }

  func encoded() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }

  init(encoded text: String) throws {
    self = try JSONDecoder().decode(LearnedRecord.self, from: Data(text.utf8))
  }
}

/// Whether newer reviews and the machine have drawn apart.
struct Drift: Hashable, Sendable {
  /// Newer reviewed conversations that were compared.
  let count: Int
  /// How much further apart they are than the held-out ones were, in value, with its interval.
  let difference: Estimate

  static let fewest = 20
  /// Less than this is no drift that anybody would notice.
  static let least = 0.02

  /// The mean distance of the machine and the people who rated, in value.
  static func loss(_ expected: Double, _ ratings: [Double]) -> Double {
    ratings.reduce(0) { $0 + abs($1 - expected) } / Double(max(1, ratings.count))
  }

  /// Welch's interval of the difference must lie above what is small.
  init(held: Estimate, recent: [Double]) {
    count = recent.count
    difference = Statistics.difference(of: meanInterval(recent), minus: held)
  }

  var hasHappened: Bool {
    count >= Self.fewest && (difference.lower ?? 0) > Self.least
  }
}
