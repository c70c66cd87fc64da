internal import Conversations
internal import Kernel
internal import Statistics

/// What will happen in one contact, before a word of it is said.
///
/// It follows from the story and the contact's number alone, so that a review can look up how
/// good a conversation truly is.
struct DemoPlan: Sendable {
  let number: Int
  let openedAt: Int64
  let slot: DemoCalendar.Slot
  let month: Int
  let customer: Int
  let script: Int
  let reason: DemoReason
  let channel: Channel
  /// Who answers, and who hands over to them; the latter mostly nobody.
  let agent: Int
  let handedFrom: Int?
  let isAbandoned: Bool
  let isUpset: Bool
  /// The quality shown, from 0 to 3, in the order of ``DemoTruth/Criterion``.
  let levels: [Int]
  /// How much longer than usual everybody waits.
  let load: Double

  init(_ number: Int, in slot: DemoCalendar.Slot, of story: DemoStory) {
    var chance = SplitMix64(seed: story.options.seed, purpose: 3, number: number)
    self.number = number
    self.slot = slot
    let place = Double(number - slot.contacts.lowerBound) + chance.unit()
    openedAt = slot.start + Int64(place / Double(slot.contacts.count) * Double(slot.length))
    let day = story.calendar.days[slot.day]
    month = day.month
    customer = chance.below(max(1, story.options.conversations * 3 / 5))
    script = story.script(ofCustomer: customer)
    let isOff = openedAt < day.opens || openedAt >= day.closes
    reason = Self.reason(
      at: Double(slot.day) / Double(max(1, story.calendar.days.count)), story, script, &chance)
    let draw = chance.unit()
    channel = isOff || draw < 0.33 ? .email : draw < 0.75 ? .chat : .call
    load = (day.day.weekday == 1 ? 1.5 : 1) * ((24...26).contains(slot.minute / 30) ? 1.6 : 1)
    let agent = Self.agent(story, script, slot.minute, &chance)
    self.agent = agent
    let gives = channel == .call ? 0.035 : channel == .chat ? 0.015 : 0
    isAbandoned = chance.happens(gives * load * load)
    isUpset = chance.happens([.damaged, .billing].contains(reason) ? 0.45 : 0.28)
    let mayHandOver = !story.options.isBrief && channel != .email && chance.happens(0.06)
    let other = chance.oneOf(story.present(script: script, minute: slot.minute))
    handedFrom = mayHandOver && other != agent ? other : nil
    levels = Self.levels(of: agent, month: month, isUpset: isUpset, story.truth, &chance)
  }

  private static func reason(
    at progress: Double, _ story: DemoStory, _ script: Int, _ chance: inout SplitMix64
  ) -> DemoReason {
    let truth = story.truth
    let rising = truth.risingFrom + (truth.risingTo - truth.risingFrom) * progress
    if chance.happens(rising) { return truth.risingReason }
    return story.steadyReasons[script][chance.index(by: story.steadyWeights[script])]
  }

  /// Somebody who is at work; some take a little more than others.
  private static func agent(
    _ story: DemoStory, _ script: Int, _ minute: Int, _ chance: inout SplitMix64
  ) -> Int {
    let present = story.present(script: script, minute: minute)
    for _ in 0..<4 {
      guard let agent = chance.oneOf(present) else { break }
      if chance.happens(0.75 + 0.05 * Double(agent % 6)) { return agent }
    }
    return present.first ?? 0
  }

  private static func levels(
    of agent: Int, month: Int, isUpset: Bool, _ truth: DemoTruth, _ chance: inout SplitMix64
  ) -> [Int] {
    let day = 0.25 * chance.normal()
    return DemoTruth.Criterion.allCases.map { criterion in
      let quality = truth.quality(of: agent, criterion, month: month)
      let shown = quality + day + 0.5 * chance.normal() - (isUpset ? 0.08 : 0)
      let level = min(3, max(0, Int(shown.rounded())))
      // Contempt is rare whatever the day is like; so is advice that does harm.
      switch criterion {
      case .professionalism: return chance.happens(0.0015) ? 0 : max(1, level)
      case .correctness: return chance.happens(0.006) ? 0 : max(1, level)
      default: return level
      }
    }
  }

  func level(_ criterion: DemoTruth.Criterion) -> Int { levels[criterion.place] }

  /// The review score the conversation truly deserves on the standard scorecard, 0…1.
  var worth: Double {
    let weights = [0.36, 0.24, 0.2, 0.2]
    return zip(weights, levels).reduce(0) { $0 + $1.0 * Double($1.1) / 3 }
  }
}

extension DemoReason {
  var weight: Double {
    switch self {
    case .deliveryLate: 0.2
    case .refund: 0.13
    case .damaged: 0.11
    case .billing: 0.1
    case .signIn: 0.09
    case .wrongItem, .warranty: 0.08
    case .address, .advice, .cancellation: 0.07
    case .invoice: 0.06
    case .pairing: 0
    }
  }
}

extension DemoPlan {
  /// The number in the external id of a conversation of the demo.
  static func number(externalID: String) -> Int? {
    externalID.hasPrefix("LP-") ? Int(externalID.dropFirst(3)) : nil
  }

  var externalID: String {
    let digits = String(number)
    return "LP-" + String(repeating: "0", count: max(0, 7 - digits.count)) + digits
  }
}
