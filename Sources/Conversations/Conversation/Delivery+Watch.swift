internal import Kernel
public import Storage

extension Delivery {
  /// Tells the watches of answers and states that came alone since the last time.
  ///
  /// They are told together, because a working day is looked at once for all its changes.
  public mutating func settle(in db: any Connection) throws {
    let (change, conversations) = (unsettled, unsettledConversations)
    unsettled = ConversationChange()
    unsettledConversations = []
    try watches.tell(change, scope, db)
    try tellTouched(conversations.sorted(), in: db)
  }

  /// Notes an answer that came alone.
  mutating func note(_ survey: Survey, insteadOf previous: Survey?) {
    if let conversation = survey.conversation {
      unsettledConversations.insert(conversation)
      if let previous, previous.conversation == nil { unsettled.goneSurveys.append(previous.id) }
    } else {
      unsettled.looseSurveys.removeAll { $0.id == survey.id }
      unsettled.looseSurveys.append(survey)
    }
  }

  /// Lets the watches read what they need in order to work ahead of the store, and again whenever
  /// new tags have come.
  mutating func getReady(in db: any Connection) throws {
    guard !watches.isEmpty, tagsPrepared != tags.count else { return }
    preparations = try watches.map { watch in try watch.ready?(scope, db) }
    tagsPrepared = tags.count
  }

  /// Tells of conversations nobody has seen before, with the answers that waited for them.
  func tell(
    new composed: Bundle.Composed, _ customers: [Customer.ID],
    _ adopted: [(survey: Survey.ID, conversation: Conversation.ID)], in db: any Connection
  ) throws {
    guard !watches.isEmpty else { return }
    let waiting = Set(adopted.map(\.conversation))
    var change = ConversationChange()
    change.areNew = true
    change.goneSurveys = adopted.map(\.survey)
    change.courses = composed.courses.compactMap { course in
      guard !waiting.contains(course.conversation.id) else { return nil }
      var course = course
      course.conversation.customer = course.conversation.customer.flatMap {
        Sheet.settled($0, customers)
      }
      return course
    }
    change.courses += try Course.all(waiting.sorted(), scope: scope, in: db)
    let prepared = waiting.isEmpty ? composed.prepared : []
    try watches.tell(change, prepared: prepared, scope, db)
  }

  /// Tells how conversations stand now that were there before.
  func tellTouched(_ ids: [Conversation.ID], in db: any Connection) throws {
    guard !watches.isEmpty, !ids.isEmpty else { return }
    var change = ConversationChange()
    change.courses = try Course.all(ids, scope: scope, in: db)
    let seen = Set(change.courses.map(\.conversation.id))
    change.gone = ids.filter { !seen.contains($0) }
    try watches.tell(change, scope, db)
  }
}

extension Delivery.Outcome {
  /// Whether a conversation that was there before is another one now.
  var isChange: Bool {
    switch change {
    case .revived, .updated: true
    case .created, .unchanged, .older: false
    }
  }
}
