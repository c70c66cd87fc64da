internal import Kernel
internal import Linguistics
internal import Statistics
internal import Web

/// What is learned of one criterion from the team's own reviews.
///
/// The people are divided into a few groups. The model of a group has seen no review of the group's
/// work, and it alone reads that work ever after: so the machine never marks its own homework, and
/// what is measured here is what is shown later. A second round leaves out blocks of time instead.
struct Lesson: Sendable {
  /// One reviewed conversation.
  struct Item: Sendable {
    let conversation: Int64
    /// Whose work it is.
    let person: Int64
    let day: Day
    let channel: String
    let language: String
    /// The point each review gave, as places on the scale.
    let ratings: [Int]
    let reading: ConversationPassages

    /// The point nearest to the mean of its reviews.
    func label(_ points: [PublishedAnswers.Point]) -> Int {
      let values = ratings.map { points[$0].value }
      let mean = values.reduce(0, +) / Double(max(1, values.count))
      return points.place(nearest: mean)
    }
  }

  /// How much is done.
  struct Plan: Sendable {
    /// Groups of people and blocks of time.
    var groups = 4
    var blocks = 3
    /// The fewest reviewed conversations that are worth a lesson.
    var fewest = 150
    var seed: UInt64 = 1
    var threads = 2

    static let usual = Plan()
  }

  /// Why nothing can be learned yet.
  enum Refusal: Error, Hashable, Sendable {
    /// So many more reviewed conversations are needed.
    case few(Int)
    /// All reviews are about one person's work.
    case onePerson
    /// Nearly all reviews gave the same point.
    case oneAnswer
    /// Somebody wants the processors back.
    case stopped
  }

  /// An answer of a model that had not seen what it answers for.
  struct HeldOut: Sendable {
    let item: Int
    let answer: MachineAnswer
  }

  struct Result: Sendable {
    /// One for each group of people.
    let models: [TextModel]
    /// The group of each person.
    let parts: [Int64: Int]
    let byPeople: [HeldOut]
    let byTime: [HeldOut]
  }

  let items: [Item]
  let points: [PublishedAnswers.Point]
  let plan: Plan

  /// Learns; looks now and then whether its task was cancelled.
  func run() throws(Refusal) -> Result {
    guard items.count >= plan.fewest else { throw .few(plan.fewest - items.count) }
    let parts = Self.groups(of: items.map(\.person), count: plan.groups)
    let count = (parts.values.max() ?? 0) + 1
    guard count > 1 else { throw .onePerson }
    let labels = items.map { $0.label(points) }
    let part = items.map { parts[$0.person] ?? 0 }
    let blocks = Self.blocks(of: items, count: plan.blocks)
    guard !_Concurrency.Task.isCancelled else { throw .stopped }
    let models = try learn(apart: part, labels)
    guard !_Concurrency.Task.isCancelled else { throw .stopped }
    return Result(
      models: models, parts: parts, byPeople: answers(models, part),
      byTime: answers(try learn(apart: blocks, labels), blocks))
  }

  /// A model for each part of the items, which has seen nothing of that part.
  private func learn(apart parts: [Int], _ labels: [Int]) throws(Refusal) -> [TextModel] {
    var learner = Learner()
    learner.seed = plan.seed
    learner.threads = plan.threads
    let examples = zip(items, labels).map { item, label in
      LabelledText(item.reading.passages, .one(label))
    }
    do {
      return try learner.learn(examples, labels: points.map(\.label), apart: parts)
    } catch {
      switch error {
      case .tooFew(let count): throw .few(max(1, Learner.fewest - count))
      case .oneOutcome, .mixed: throw .oneAnswer
      }
    }
  }

  /// What each model says of its own part.
  private func answers(_ models: [TextModel], _ parts: [Int]) -> [HeldOut] {
    models.indices.flatMap { part in
      var judge = TextJudge(models[part])
      return items.indices.filter { parts[$0] == part }.map { item in
        HeldOut(
          item: item,
          answer: MachineAnswer(
            &judge, items[item].reading, points: points, explaining: false))
      }
    }
  }

  /// Groups with about the same number of reviewed conversations, the busiest people dealt first.
  static func groups(of people: [Int64], count: Int) -> [Int64: Int] {
    var sizes: [Int64: Int] = [:]
    for person in people { sizes[person, default: 0] += 1 }
    let order = sizes.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    var filled = [Int](repeating: 0, count: max(1, min(count, sizes.count)))
    var groups: [Int64: Int] = [:]
    for (person, size) in order {
      let group = filled.indices.min { filled[$0] < filled[$1] } ?? 0
      filled[group] += size
      groups[person] = group
    }
    return groups
  }

  /// The block of each item, by the day of its conversation; one day is never divided.
  static func blocks(of items: [Item], count: Int) -> [Int] {
    let order = items.indices.sorted {
      (items[$0].day, items[$0].conversation) < (items[$1].day, items[$1].conversation)
    }
    var first: [Day: Int] = [:]
    for (place, item) in order.enumerated() where first[items[item].day] == nil {
      first[items[item].day] = place * count / max(1, order.count)
    }
    // A block may be empty where everything happened on few days.
    let used = Set(first.values).sorted()
    return items.map { item in used.firstIndex(of: first[item.day] ?? 0) ?? 0 }
  }
}

extension [PublishedAnswers.Point] {
  /// The place of the point whose value is nearest; the lower of two.
  func place(nearest value: Double) -> Int {
    indices.min { abs(self[$0].value - value) < abs(self[$1].value - value) } ?? 0
  }
}
