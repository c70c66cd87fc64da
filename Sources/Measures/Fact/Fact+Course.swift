internal import Conversations
internal import Kernel
internal import Web

extension Fact {
  /// Computes what a conversation comes to by itself: other contacts of its customer, and what its
  /// reason is called, are judged later.
  init(_ course: Course, _ ground: FactGround) {
    let one = course.conversation
    self.init(
      conversation: one.id, openedAt: one.openedAt, openedDay: one.openedDay,
      channel: one.channel, team: one.team, owner: one.agent, credited: one.credited,
      queue: one.queue, customer: one.customer, reason: one.reason)
    isComplaint = course.tags.contains(where: ground.complaints.contains)
    ratings = course.surveys.map { RatingFact($0, owner: one.agent, zone: ground.zone) }
    work = course.participants.filter { $0.publicCount > 0 }.map {
      Work(person: $0.person, replies: $0.publicCount)
    }
    calls = course.calls.filter { $0.direction != .outbound && $0.direction != .internal }.map {
      CallFact($0, of: one, zone: ground.zone)
    }
    hands = work.count
    if hands == 0, calls.contains(where: \.isAnswered), owner != nil { hands = 1 }
    respond(course, ground)
    resolve(course, ground)
  }

  // MARK: The first answer

  /// From the customer's first message to the first public one of a person of the team after it.
  ///
  /// Notes, events and machines do not answer (FORMULAS 18).
  private mutating func respond(_ course: Course, _ ground: FactGround) {
    let one = course.conversation
    guard channel != .call else { return }
    let said = course.marks.filter(\.isSaid)
    let asked = said.first { $0.role == .customer && $0.at != nil }?.at
    let isTold = said.contains { $0.at != nil && $0.role == .agent }
    let answer: (at: Instant, person: Actor.ID?)?
    let from: Instant
    if isTold {
      guard let asked else { return }
      from = asked
      answer = said.first { $0.role == .agent && ($0.at.map { $0 >= asked } ?? false) }
        .flatMap { mark in mark.at.map { ($0, mark.person) } }
    } else {
      // A source that hands over no messages may still say when somebody answered.
      from = asked ?? one.openedAt
      answer = one.firstReplyAt.map { ($0, nil) }
    }
    guard let answer, answer.at >= from else { return }
    let time = Fact.milliseconds(from, answer.at)
    let business = ground.business(from, answer.at, team, queue)
    responder = answer.person ?? owner
    repliedDay = ground.zone.day(of: answer.at)
    firstResponse = time
    firstResponseBusiness = business
    isInTime = Double(business) <= ground.target(channel, course.tags) * 1000
  }

  // MARK: The solution

  private mutating func resolve(_ course: Course, _ ground: FactGround) {
    let one = course.conversation
    let wasServed = hands > 0 || calls.contains(where: \.isAnswered)
    var end = one.lastResolvedAt ?? one.firstResolvedAt
    var isOver = one.status == .solved || one.status == .closed
    if end == nil, isOver, wasServed { end = one.closedAt }
    // A tool that opens it again for a "thanks" does not make it work again.
    if !isOver, let end, isOnlyThanked(course, end) { isOver = true }
    reopens = one.reopenCount
    if let first = one.firstResolvedAt, let last = end, last > first, isOnlyThanked(course, first) {
      // "Thanks" after the solution asked for nothing: no clock starts again, nothing was reopened.
      end = first
      reopens = 0
    }
    if let end {
      resolvedAt = end
      resolvedDay = ground.zone.day(of: end)
      if isOver, end >= one.openedAt {
        resolution = Fact.milliseconds(one.openedAt, end)
        resolutionBusiness = ground.business(one.openedAt, end, team, queue)
        keepPromise(course, ground, until: end)
      }
    }
    guard isOver else { return }
    let last = end ?? one.closedAt
    leftDay = last.map { max(ground.zone.day(of: $0), openedDay) } ?? openedDay
  }

  /// Whether all that customers said after a moment is thank you, and nobody had to work on it.
  private func isOnlyThanked(_ course: Course, _ moment: Instant) -> Bool {
    let after = course.marks.filter { $0.isSaid && ($0.at.map { $0 > moment } ?? false) }
    let customers = after.filter { $0.role == .customer }
    return !customers.isEmpty && customers.allSatisfy(\.isThanks)
      && after.count { $0.role == .agent } <= customers.count
  }

  // MARK: The first contact

  /// Solved, no reopen, no new contact on that reason within the window (FORMULAS 19).
  mutating func judge(_ contacts: [Visitor], _ rules: ServiceRules) {
    guard let resolvedAt, resolution != nil, customer != nil else {
      isFirstContact = nil
      return
    }
    let until = resolvedAt.advanced(byDays: Int64(rules.returnWithin))
    let cameBack = contacts.contains { other in
      other.conversation != conversation && other.openedAt > openedAt
        && other.openedAt > resolvedAt && other.openedAt <= until
        && (rules.firstContact == .anyReason || other.reason == reason)
    }
    let wasQuick = rules.firstContact != .oneAnswer || work.reduce(0) { $0 + $1.replies } <= 1
    isFirstContact = reopens == 0 && !cameBack && wasQuick
  }

  static func milliseconds(_ from: Instant, _ to: Instant) -> Int {
    Int(clamping: max(0, to.milliseconds - from.milliseconds))
  }
}

extension CallFact {
  init(_ call: Call, of conversation: Conversation, zone: Zone) {
    day = zone.day(of: call.startedAt ?? conversation.openedAt)
    isAnswered = call.isAnswered ?? (call.talk.map { $0 > 0 } ?? false)
    isAbandoned = call.isAbandoned ?? false
    isLost = !isAnswered && !isAbandoned && (call.transfer ?? .none) == CallTransfer.none
    wait = call.wait.flatMap(Self.milliseconds)
    talk = isAnswered ? call.talk.flatMap(Self.milliseconds) : nil
    hold = isAnswered ? call.hold.flatMap(Self.milliseconds) : nil
    wrap = isAnswered ? call.wrap.flatMap(Self.milliseconds) : nil
  }

  private static func milliseconds(_ seconds: Double) -> Int? {
    guard seconds.isFinite, seconds >= 0, seconds < 1e9 else { return nil }
    return Int((seconds * 1000).rounded())
  }
}
