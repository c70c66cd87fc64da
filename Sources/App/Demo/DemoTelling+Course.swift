internal import Conversations
internal import Kernel
internal import Statistics

extension DemoTelling {
  private var isBrief: Bool { story.options.isBrief }

  private var opening: Part { plan.isUpset ? .upset : .open }

  /// How the agent takes up the customer's trouble; a calm customer needs less of it.
  private var feeling: [Part] {
    switch level(.empathy) {
    case 0: [.feel0]
    case 1: [.feel1]
    case 2: [.feel2]
    default: [.feel3]
    }
  }

  /// The answer as right and as complete as this contact is.
  private var answer: [Part] {
    var parts: [Part] =
      switch level(.correctness) {
      case 0: [.harm]
      case 1: [.slip]
      case 2: [.unclear]
      default: [.right]
      }
    switch level(.completeness) {
    case 0: parts = level(.correctness) < 2 ? parts : [.dodge]
    case 1: break
    case 2: parts.append(.next)
    default: parts += [.next, .ahead]
    }
    if level(.empathy) == 3, chance(0.4) { parts.append(.care) }
    switch level(.professionalism) {
    case 0: parts.append(.contempt)
    case 1: parts.append(.blame)
    default: break
    }
    return parts
  }

  private func chance(_ probability: Double) -> Bool {
    var own = SplitMix64(seed: story.options.seed, purpose: 6, number: plan.number)
    return own.happens(probability)
  }

  /// A word by how polished this contact is.
  private func polish(_ plain: Part, _ good: Part, _ best: Part) -> Part {
    switch level(.professionalism) {
    case 0, 1: plain
    case 2: good
    default: best
    }
  }

  private mutating func verdict() -> Part {
    let felt = plan.worth + 0.1 * chance.normal() - (plan.isUpset ? 0.04 : 0)
    return felt > 0.66 ? .thanks : felt > 0.5 ? .meh : .cross
  }

  // MARK: Chat

  mutating func tellChat() {
    say(.customer, [opening])
    if !isBrief, chance.happens(0.35) {
      wait(1...3)
      say(.bot, [.bot])
    }
    let patience = Int(25 * plan.load)
    wait(patience / 2...patience * 3)
    let hello = polish(.hello1, .hello2, .hello3)
    if isBrief {
      say(.agent, [hello] + feeling + answer)
    } else {
      let first = handOver(saying: [.hello2, .hand])
      if first { wait(20...90) }
      say(.agent, [hello] + feeling)
      askBack(pause: 15...70)
      wait(20...80)
      say(.agent, answer)
    }
    noteSometimes()
    followUp(pause: 15...90)
    wait(20...120)
    say(.customer, [verdict()])
    if chance.happens(isBrief ? 0.4 : 0.75) {
      wait(10...40)
      let asks = level(.professionalism) > 1 && !isBrief
      say(.agent, (asks ? [.anything] : []) + [polish(.bye1, .bye2, .bye3)])
    }
    reopenSometimes()
  }

  private mutating func askBack(pause: ClosedRange<Int>) {
    guard chance.happens(0.75) else { return }
    wait(5...20)
    say(.agent, [.ask])
    wait(pause)
    say(.customer, [.detail])
    if chance.happens(0.45) {
      wait(5...20)
      say(.agent, [.wait])
      if chance.happens(0.6) {
        wait(3...20)
        say(.customer, [.waited])
      }
      if plan.channel == .call { hold() }
      wait(30...150)
    }
  }

  private mutating func hold() {
    let seconds = Int64(chance.within(20...Int(90 * plan.load)))
    event("On hold for \(seconds) s")
    clock += seconds * 1000
    held += seconds
  }

  /// Somebody else takes the contact first; returns whether that happened.
  private mutating func handOver(saying parts: [Part]) -> Bool {
    guard let from = plan.handedFrom else { return false }
    let other = story.cast.agents[from]
    say(.agent, parts, by: other)
    wait(3...15)
    event("Transferred from \(other.name) to \(story.cast.agents[plan.agent].name)")
    return true
  }

  private mutating func noteSometimes() {
    guard chance.happens(isBrief ? 0.05 : 0.18) else { return }
    wait(5...60)
    note()
  }

  /// What an incomplete answer costs: the customer has to ask again.
  private mutating func followUp(pause: ClosedRange<Int>) {
    guard level(.completeness) < 2, chance.happens(isBrief ? 0.3 : 0.7) else { return }
    wait(pause)
    say(.customer, [.chase])
    wait(pause)
    say(.agent, [level(.completeness) == 1 ? .next : .dodge])
  }

  private mutating func reopenSometimes() {
    guard !isBrief, level(.completeness) < 2, chance.happens(0.3) else { return }
    record.firstResolvedAt = record.messages.last?.time
    clock += Int64(chance.within(20...90)) * 3_600_000
    event("Reopened by the customer")
    say(.customer, [.back])
    clock = story.calendar.openMoment(clock, &chance)
    wait(300...5000)
    say(.agent, [polish(.hello1, .hello2, .hello2), .right, .next])
    record.reopenCount = 1
    wait(60...4000)
    if chance.happens(0.6) { say(.customer, [.thanks]) }
  }

  // MARK: E-mail

  mutating func tellMail() {
    if !isBrief { record.subject = subject() }
    say(.customer, [opening])
    reply(after: 2400...27_000)
    let dear = polish(.dear1, .dear2, .dear3)
    let sign = polish(.sign1, .sign2, .sign3)
    if !isBrief, chance.happens(0.35) {
      say(.agent, paragraphs: [[dear], feeling + [.ask], [sign]])
      wait(1800...40_000)
      say(.customer, [.detail])
      noteSometimes()
      reply(after: 2400...20_000)
      say(.agent, paragraphs: [[dear], answer, [sign]])
    } else {
      noteSometimes()
      say(.agent, paragraphs: [[dear], feeling + answer, [sign]])
    }
    if level(.completeness) < 2, chance.happens(0.5) {
      wait(1200...30_000)
      say(.customer, [.chase])
      reply(after: 2400...20_000)
      let part: Part = level(.completeness) == 1 ? .next : .dodge
      say(.agent, paragraphs: [[dear], [part], [sign]])
    }
    if chance.happens(0.55) {
      wait(1200...50_000)
      say(.customer, [verdict()])
    }
    reopenSometimes()
  }

  private func subject() -> String {
    var text: [UInt8] = []
    var own = SplitMix64(seed: story.options.seed, purpose: 7, number: plan.number)
    let facts = Facts(plan, story, customer: customer, chance: &own)
    script.tell(.subject, plan.reason, facts, using: &own, to: &text)
    return String(decoding: text, as: UTF8.self)
  }

  /// Mail is answered in opening hours, and not at once: that is the slow channel.
  private mutating func reply(after seconds: ClosedRange<Int>) {
    wait(seconds)
    clock = story.calendar.openMoment(clock, &chance)
  }

  // MARK: Call

  mutating func tellCall() {
    var call = CallRecord()
    call.startedAt = Instant(milliseconds: plan.openedAt)
    call.direction = .inbound
    call.answered = true
    call.abandoned = false
    let waited = chance.within(6...Int(40 * plan.load))
    call.wait = Double(waited)
    call.ivr = Double(inMenu.seconds)
    call.ring = Double(chance.within(2...6))
    clock += Int64(waited) * 1000
    let answeredAt = clock
    say(.agent, [polish(.ring1, .ring2, .ring3)])
    say(.customer, [opening])
    if isBrief {
      say(.agent, feeling + answer)
    } else {
      if handOver(saying: [.feel1, .hand]) {
        call.transfer = .attended
        call.transferTarget = story.cast.agents[plan.agent].name
        wait(2...8)
      }
      say(.agent, feeling)
      askBack(pause: 1...4)
      say(.agent, answer)
    }
    followUp(pause: 1...3)
    say(.customer, [verdict()])
    if !isBrief, level(.professionalism) > 1, chance.happens(0.5) { say(.agent, [.anything]) }
    say(.agent, [polish(.bye1, .bye2, .bye3)])
    call.hold = Double(held)
    call.talk = Double((clock - answeredAt) / 1000 - held)
    call.wrap = Double(chance.within(15...120))
    call.disconnectedBy = chance.happens(0.7) ? .customer : .agent
    record.calls = [call]
    noteSometimes()
  }

  /// How long the caller was in the menu, and whether it ended there, by chances of its own.
  private var inMenu: (seconds: Int, isOver: Bool) {
    var own = SplitMix64(seed: story.options.seed, purpose: 17, number: plan.number)
    return (own.within(6...38), own.happens(0.3))
  }

  mutating func tellAbandoned() {
    let waited = chance.within(8...Int(160 * plan.load))
    if plan.channel == .call {
      var call = CallRecord()
      call.startedAt = Instant(milliseconds: plan.openedAt)
      call.direction = .inbound
      call.ivr = Double(inMenu.seconds)
      call.answered = false
      call.disconnectedBy = .customer
      let position = chance.within(1...6)
      if inMenu.isOver {
        call.abandoned = false
        record.calls = [call]
        clock += Int64(inMenu.seconds) * 1000
        return event("The caller left in the menu after \(inMenu.seconds) s")
      }
      call.abandoned = true
      call.wait = Double(waited)
      call.abandonedPosition = position
      record.calls = [call]
    } else {
      say(.customer, [opening])
    }
    clock += Int64(waited) * 1000
    event("The customer left the queue after \(waited) s")
  }
}
