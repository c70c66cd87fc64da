internal import Conversations
internal import Kernel
internal import Statistics

extension DemoTelling {
  /// The record as the source would hand it over today: nothing of the future, a state, a survey.
  mutating func finished() -> ConversationRecord {
    let now = story.calendar.now
    let told = record.messages.count
    record.messages.removeAll { ($0.time ?? now) > now }
    let isRunning = record.messages.count < told
    let hasAnswer = record.messages.contains { $0.role == .agent && $0.visibility == .public }
    if hasAnswer {
      record.agent = agent
      record.agents = [agent]
      if let from = plan.handedFrom { record.agents.append(PartyRecord(story.cast.agents[from])) }
    }
    // Whoever leaves in the menu has reached no team.
    if record.calls.allSatisfy({ $0.answered != false || $0.abandoned != false }) {
      let team = story.cast.teams[story.cast.agents[plan.agent].team]
      record.queue = QueueRecord(externalID: team.lowercased(), name: team)
    }
    settle(isRunning: isRunning, hasAnswer: hasAnswer, now: now)
    if plan.isUpset { record.tags.append("upset") }
    if !story.options.isBrief {
      record.custom = [CustomField(name: "demo", value: "yes")]
    }
    return record
  }

  private mutating func settle(isRunning: Bool, hasAnswer: Bool, now: Instant) {
    let last = record.messages.last
    record.updatedAt = last?.time ?? record.openedAt
    if plan.isAbandoned {
      record.status = .closed
      record.closedAt = last?.time
      return
    }
    guard !isRunning, hasAnswer, let end = last?.time else {
      record.firstResolvedAt = nil
      record.reopenCount = nil
      let waitsForCustomer = last?.role == .agent
      record.status = hasAnswer ? (waitsForCustomer ? .pending : .open) : .new
      if let call = record.calls.indices.first, isRunning { record.calls[call].talk = nil }
      return
    }
    record.firstResolvedAt = record.firstResolvedAt ?? end
    record.lastResolvedAt = end
    let closing = end.advanced(byDays: 3)
    record.status = closing < now ? .closed : .solved
    record.closedAt = closing < now ? closing : nil
    survey(after: end, now: now)
  }

  /// Two of three are asked; those who are very content or very cross answer more often.
  private mutating func survey(after end: Instant, now: Instant) {
    guard chance.happens(story.options.isBrief ? 0.1 : 0.65) else { return }
    let felt = plan.worth * 1.1 - 0.06 + 0.14 * chance.normal() - (plan.isUpset ? 0.08 : 0)
    let score = min(5, max(1, 1 + (4 * felt).rounded()))
    let answers = chance.happens(score <= 2 ? 0.5 : score == 5 ? 0.45 : 0.22)
    let answeredAt = end.advanced(bySeconds: Int64(chance.within(120...90_000)))
    var survey = SurveyRecord(
      kind: .csat, score: answers && answeredAt < now ? score : nil, scaleMinimum: 1,
      scaleMaximum: 5)
    survey.externalID = plan.externalID + "-csat"
    survey.offeredAt = end
    survey.conversation = plan.externalID
    survey.agent = agent
    survey.customer = customer.party
    if survey.score != nil {
      survey.answeredAt = answeredAt
      if chance.happens(0.45) {
        survey.comment = words(score >= 4 ? .happy : score == 3 ? .mixed : .sad)
      }
    }
    record.surveys = [survey]
  }

  private mutating func words(_ part: Part) -> String {
    var text: [UInt8] = []
    let facts = Facts(plan, story, customer: customer, chance: &chance)
    script.tell(part, nil, facts, using: &chance, to: &text)
    return String(decoding: text, as: UTF8.self)
  }
}
