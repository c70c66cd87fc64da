internal import Conversations
internal import Kernel
internal import Statistics

/// One conversation while it is being told: the record so far, and the clock.
struct DemoTelling {
  typealias Part = DemoScript.Part

  let plan: DemoPlan
  let story: DemoStory
  let script: DemoScript
  let customer: DemoCustomer
  let agent: PartyRecord
  var chance: SplitMix64
  var record: ConversationRecord
  /// Milliseconds UTC; what is said next is said then.
  var clock: Int64
  private var facts: Facts
  private let day: Day
  private let hour: Int
  /// How long the customer was kept on hold, in seconds.
  var held: Int64 = 0

  init(_ plan: DemoPlan, _ story: DemoStory) {
    self.plan = plan
    self.story = story
    script = story.scripts[plan.script]
    customer = DemoCustomer(plan.customer, language: script.language, seed: story.options.seed)
    agent = PartyRecord(story.cast.agents[plan.agent])
    chance = SplitMix64(seed: story.options.seed, purpose: 5, number: plan.number)
    facts = Facts(plan, story, customer: customer, chance: &chance)
    clock = plan.openedAt
    day = story.calendar.days[plan.slot.day].day
    hour = plan.slot.minute / 60
    record = ConversationRecord(externalID: plan.externalID)
    record.channel = plan.channel
    record.openedAt = Instant(milliseconds: plan.openedAt)
    record.customer = customer.party
    record.reason = plan.reason.rawValue
    record.language = script.language
    record.tags = [plan.reason.tag]
  }

  mutating func tell() {
    if plan.isAbandoned { return tellAbandoned() }
    switch plan.channel {
    case .email: tellMail()
    case .call: tellCall()
    default: tellChat()
    }
  }

  func level(_ criterion: DemoTruth.Criterion) -> Int { plan.level(criterion) }

  /// Lets some seconds pass.
  mutating func wait(_ seconds: ClosedRange<Int>) {
    clock += Int64(chance.within(seconds)) * 1000 + Int64(chance.below(1000))
  }

  /// Adds one message of a few parts; parts without words in this language are passed over.
  mutating func say(_ role: MessageRole, _ parts: [Part], by other: DemoAgent? = nil) {
    say(role, paragraphs: [parts], by: other)
  }

  /// Adds one message of a few paragraphs.
  mutating func say(_ role: MessageRole, paragraphs: [[Part]], by other: DemoAgent? = nil) {
    var text: [UInt8] = []
    text.reserveCapacity(400)
    facts.setDay(day, language: script.language, chance: &chance, ahead: role != .customer)
    if let other { facts.set(.agent, other.called(in: script.language)) }
    for paragraph in paragraphs {
      if !text.isEmpty { text += "\n\n".utf8 }
      for part in paragraph {
        script.tell(part, part.isSpecial ? plan.reason : nil, facts, using: &chance, to: &text)
      }
    }
    if other != nil {
      facts.set(.agent, story.cast.agents[plan.agent].called(in: script.language))
    }
    guard !text.isEmpty else { return }
    add(
      role, fitting(String(decoding: text, as: UTF8.self)),
      author: role == .agent ? other.map { $0.email } ?? agent.email : nil)
  }

  /// Nobody says good morning in the evening.
  private func fitting(_ text: String) -> String {
    guard script.language == "en", text.hasPrefix("Good ") else { return text }
    let wrong = hour < 12 ? ["Good afternoon", "Good evening"] : ["Good morning"]
    guard let greeting = wrong.first(where: { text.hasPrefix($0) }) else { return text }
    return (hour < 12 ? "Good morning" : hour < 18 ? "Good afternoon" : "Good evening")
      + text.dropFirst(greeting.count)
  }

  mutating func add(_ role: MessageRole, _ text: String, author: String?) {
    var message = MessageRecord(
      role: role, text: text, time: Instant(milliseconds: clock))
    message.author = role == .customer ? customer.party.identity : author
    if role == .system { message.kind = .event }
    if plan.channel == .call, role != .system {
      message.kind = .call
      message.offset = clock - plan.openedAt
      let spoken = Int64(1200 + text.unicodeScalars.count * 60)
      message.duration = spoken
      clock += spoken
    }
    record.messages.append(message)
  }

  /// Adds what only the team reads.
  mutating func note() {
    say(.agent, [.note])
    guard let last = record.messages.indices.last else { return }
    record.messages[last].visibility = .internal
    record.messages[last].kind = .note
    record.messages[last].duration = nil
  }

  mutating func event(_ text: String) { add(.system, text, author: nil) }
}

extension PartyRecord {
  init(_ agent: DemoAgent) {
    self.init(externalID: agent.email, name: agent.name, email: agent.email)
  }
}

extension DemoScript.Part {
  var isSpecial: Bool { rawValue >= Self.subject.rawValue }
}
