internal import Kernel
internal import Statistics
internal import Web

/// What people say, what the machine says, and what both say together, side by side.
struct CombinedEstimate: Hashable, Sendable {
  /// From the reviews alone, as on every other page.
  let people: Estimate
  /// The machine's mean over everything it read; its error is in no interval.
  let machine: Estimate
  /// People's score, sharpened; `nil` where that needs more reviews.
  let both: Estimate?
  /// About how many more reviews would have told as much.
  let worth: Int
  /// People's score less the machine's where both looked, in points: how far it is off.
  let correction: Double?

  /// Below this many reviewed conversations only people speak.
  static let fewest = PredictionPoweredMean.fewestToShow

  /// One conversation that could have been reviewed.
  struct Contact: Hashable, Sendable {
    /// The machine's value, 0…100; `nil` where it has none.
    let machine: Double?
    /// What its reviews came to, 0…100, and the chance it had.
    let rated: Rated?
    /// The part of the work it belongs to, such as a language.
    let stratum: String

    struct Rated: Hashable, Sendable {
      let value: Double
      let probability: Double
    }
  }

  /// Parts with fewer reviews than ``fewest`` are taken together.
  init(_ contacts: [Contact]) {
    let rated = contacts.compactMap(\.rated)
    people = hajekMeanInterval(
      rated.map(\.value), inclusionProbabilities: rated.map(\.probability))
    let known = contacts.compactMap(\.machine)
    machine = meanInterval(known)
    guard rated.count >= Self.fewest, let middle = machine.value else {
      (both, worth, correction) = (nil, 0, nil)
      return
    }
    let found = sharpenedMean(
      Self.strata(contacts, filling: middle), scaleMin: 0, scaleMax: 100)
    both = found.estimate.lower == nil ? nil : found.estimate
    worth = max(
      0, Int(((found.effectiveSampleSize ?? 0) - Double(rated.count)).rounded(.down)))
    correction = found.rectifier
  }

  /// What the machine has not read gets its mean, which moves nothing.
  private static func strata(_ contacts: [Contact], filling middle: Double) -> [WeightedStratum] {
    var counts: [String: Int] = [:]
    for contact in contacts where contact.rated != nil {
      counts[contact.stratum, default: 0] += 1
    }
    let large = Set(counts.filter { $0.value >= fewest }.keys)
    var parts = Dictionary(grouping: contacts) { large.contains($0.stratum) ? $0.stratum : "" }
    // A rest that is too small for itself joins the largest part.
    let rest = parts[""] ?? []
    if !rest.isEmpty, rest.count(where: { $0.rated != nil }) < fewest,
      let largest = counts.filter({ large.contains($0.key) && !$0.key.isEmpty })
        .max(by: { ($0.value, $1.key) < ($1.value, $0.key) })?.key
    {
      parts[""] = nil
      parts[largest, default: []] += rest
    }
    return parts.sorted { $0.key < $1.key }.map { _, part in
      let rated = part.filter { $0.rated != nil }
      return WeightedStratum(
        weight: Double(part.count), labels: rated.compactMap { $0.rated?.value },
        predictions: rated.map { $0.machine ?? middle },
        inclusionProbabilities: rated.compactMap { $0.rated?.probability },
        allPredictions: part.map { $0.machine ?? middle })
    }
  }
}

/// The estimates of a team over some cycles, and of a person in them.
struct CombinedPicture: Sendable {
  /// One line: the whole score, or a criterion.
  struct Line: Sendable {
    /// `nil` for the whole score.
    let criterion: PublishedAnswers.Criterion?
    let level: Trust.Level?
    let estimate: CombinedEstimate
  }

  let lines: [Line]
  /// People with enough reviewed conversations, by key.
  let people: [(id: Actor.ID, estimate: CombinedEstimate)]
  /// How many people have too few.
  let others: Int
  /// Conversations the machine read, of all.
  let read: Int
  let pool: Int

  /// What the picture is made from.
  struct Source: Sendable {
    let criteria: [PublishedAnswers.Criterion]
    let levels: [Int64: Trust.Level]
    let pool: [PublishedAnswers.Pooled]
    let rated: [PublishedAnswers.Rated]
    /// By criterion and conversation, 0…1.
    let machine: [Int64: [Int64: Double]]
  }

  private struct Key: Hashable {
    let sample: Int64
    let conversation: Int64
  }

  init(_ source: Source, of person: Actor.ID? = nil) {
    let pool = source.pool.filter { person == nil || $0.person == person }
    let rated = Dictionary(
      source.rated.map { (Key(sample: $0.sample, conversation: $0.conversation), $0) },
      uniquingKeysWith: { first, _ in first })
    let learned = source.criteria.filter { source.machine[$0.id] != nil }
    func whole(_ conversation: Int64) -> Double? {
      let known = learned.compactMap { criterion in
        source.machine[criterion.id]?[conversation].map { (criterion.weight, $0) }
      }
      let weight = known.reduce(0) { $0 + $1.0 }
      return weight > 0 ? 100 * known.reduce(0) { $0 + $1.0 * $1.1 } / weight : nil
    }
    func estimate(
      _ pool: [PublishedAnswers.Pooled], _ machine: (Int64) -> Double?,
      _ value: (PublishedAnswers.Rated) -> Double?
    ) -> CombinedEstimate {
      CombinedEstimate(
        pool.map { contact in
          let one = rated[Key(sample: contact.sample, conversation: contact.conversation)]
          return CombinedEstimate.Contact(
            machine: machine(contact.conversation),
            rated: one.flatMap { one in
              value(one).map { .init(value: $0, probability: one.probability) }
            }, stratum: contact.language ?? "")
        })
    }
    lines =
      [Line(criterion: nil, level: nil, estimate: estimate(pool, whole) { $0.score })]
      + source.criteria.map { criterion in
        Line(
          criterion: criterion, level: source.levels[criterion.id] ?? .off,
          estimate: estimate(
            pool, { source.machine[criterion.id]?[$0].map { $0 * 100 } },
            { $0.values[criterion.id] }))
      }
    let counts = Dictionary(grouping: source.rated.filter { $0.score != nil }, by: \.person)
      .mapValues(\.count)
    let enough = person == nil ? counts.filter { $0.value >= CombinedEstimate.fewest } : [:]
    people = enough.keys.sorted().map { id in
      (id, estimate(pool.filter { $0.person == id }, whole) { $0.score })
    }
    others = Set(pool.map(\.person)).subtracting(enough.keys).count
    self.pool = pool.count
    read = pool.count { whole($0.conversation) != nil }
  }
}
