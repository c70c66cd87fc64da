internal import Kernel
internal import Storage
internal import Web

extension Delivery {
  /// The rows a draft stands for, under a key; looks up and adds the parties it names.
  ///
  /// - Throws: ``Stranger`` when there is no database to look somebody up in.
  mutating func compose(
    _ draft: Draft, as id: Conversation.ID, in db: (any Connection)?,
    customer: (PartyRecord) -> Customer.ID?
  ) throws -> Conversation.Whole {
    let record = draft.record
    var cast = try cast(of: record, in: db)
    let owner = try record.agent.flatMap { party in
      try party.identity.flatMap { _ in try seen(party, in: db) }
    }
    if let owner, let identity = record.agent?.identity { cast.add(owner.person, identity) }
    var whole = Conversation.Whole(conversation(of: draft, as: id))
    whole.conversation.customer = record.customer.flatMap(customer)
    whole.conversation.queue = try record.queue.flatMap { try queue($0, in: db) }
    // A closure that calls methods of this value would copy it for each message.
    let world = world
    whole.messages = record.messages.enumerated().map { position, message in
      Message(
        message, id: world.id(), at: position, of: record, cast: cast, owner: owner?.person)
    }
    whole.calls = record.calls.enumerated().map { Call($1, id: world.id(), at: $0) }
    whole.surveys = try record.surveys.enumerated().map { index, survey in
      try self.survey(survey, number: index, of: whole.conversation, in: db, customer: customer)
    }
    for name in record.tags where !name.isEmpty {
      let tag = try tag(name, in: db)
      if !whole.tags.contains(tag) { whole.tags.append(tag) }
    }
    if !record.custom.isEmpty {
      var fields: Set<String> = []
      whole.custom = record.custom.filter { fields.insert($0.name).inserted }
    }
    if !record.durations.isEmpty {
      var clocks: Set<String> = []
      whole.durations = record.durations.filter {
        clocks.insert($0.clock.rawValue + $0.name).inserted
      }
    }
    whole.tally(owner: owner?.person, identities: cast.identities)
    let agent = whole.conversation.agent
    whole.conversation.team = owner?.team ?? agent.flatMap { cast.team(of: $0) }
    return whole
  }

  /// The agents of one record by the names its messages use; they are few.
  struct Cast {
    private(set) var people: [(name: String, person: Actor.ID)] = []
    private(set) var identities: [(person: Actor.ID, identity: String)] = []
    private var names: [(identity: String, name: String?)] = []
    private var teams: [(person: Actor.ID, team: Actor.Team?)] = []

    /// Whom a message means by a name.
    func person(_ name: String) -> Actor.ID? { people.first { $0.name == name }?.person }

    /// What somebody is called, by what the source calls them.
    func name(of identity: String) -> String? {
      names.first { $0.identity == identity }?.name
    }

    func team(of person: Actor.ID) -> Actor.Team? { teams.first { $0.person == person }?.team }

    mutating func add(_ person: Actor.ID, _ identity: String) {
      if let index = people.firstIndex(where: { $0.name == identity }) {
        people[index].person = person
      } else {
        people.append((identity, person))
      }
      if !identities.contains(where: { $0.person == person }) {
        identities.append((person, identity))
      }
    }

    mutating func add(_ party: PartyRecord, _ seen: PeopleSeen.Seen) {
      if let identity = party.identity {
        add(seen.person, identity)
        names.removeAll { $0.identity == identity }
        names.append((identity, party.name))
      }
      for key in [party.externalID, party.email, party.phone, party.name] {
        if let key, person(key) == nil { people.append((key, seen.person)) }
      }
      if team(of: seen.person) == nil { teams.append((seen.person, seen.team)) }
    }
  }

  private mutating func cast(
    of record: ConversationRecord, in db: (any Connection)?
  ) throws -> Cast {
    var cast = Cast()
    for party in record.agents {
      if let seen = try seen(party, in: db) { cast.add(party, seen) }
    }
    if let party = record.agent, let seen = try seen(party, in: db) { cast.add(party, seen) }
    for message in record.messages where message.role == .agent {
      guard let author = message.author, cast.person(author) == nil else { continue }
      let party = PartyRecord(externalID: author, name: author)
      if let seen = try seen(party, in: db) { cast.add(party, seen) }
    }
    return cast
  }

  private func conversation(of draft: Draft, as id: Conversation.ID) -> Conversation {
    let record = draft.record
    return Conversation(
      id: id, source: source, externalID: record.externalID, externalURL: record.externalURL,
      channel: record.channel ?? (record.calls.isEmpty ? .chat : .call),
      subject: record.subject, status: record.status ?? record.likelyStatus,
      openedAt: draft.openedAt, openedDay: zone.day(of: draft.openedAt),
      firstReplyAt: record.firstReplyAt, firstResolvedAt: record.firstResolvedAt,
      lastResolvedAt: record.lastResolvedAt, closedAt: record.closedAt,
      reopenCount: max(0, record.reopenCount ?? 0), language: record.language,
      reason: record.reason, messageCount: 0, agentMessageCount: 0, sourceZone: record.zone,
      sourceUpdatedAt: record.updatedAt, contentHash: draft.hash, importRun: importRun,
      storedAt: world.now())
  }

  private mutating func survey(
    _ record: SurveyRecord, number: Int, of conversation: Conversation,
    in db: (any Connection)?, customer: (PartyRecord) -> Customer.ID?
  ) throws -> Survey {
    let agent = try record.agent.flatMap { try seen($0, in: db) }
    var survey = Survey(
      record, id: world.id(), source: source,
      key: record.externalID ?? "\(conversation.externalID)#\(record.kind.rawValue)#\(number)")
    survey.conversation = conversation.id
    survey.conversationExternalID = conversation.externalID
    survey.agent = agent?.person
    survey.customer = record.customer.flatMap(customer) ?? conversation.customer
    survey.importRun = importRun
    return survey
  }
}

extension Message {
  fileprivate init(
    _ record: MessageRecord, id: ID, at position: Int, of conversation: ConversationRecord,
    cast: Delivery.Cast, owner: Actor.ID?
  ) {
    let isAgent = record.role == .agent
    let person = isAgent ? record.author.flatMap { cast.person($0) } ?? owner : nil
    let customer = conversation.customer
    let name: String? =
      if record.role == .customer, record.author == nil || record.author == customer?.identity {
        customer?.name ?? record.author
      } else {
        record.author.flatMap { cast.name(of: $0) } ?? record.author
      }
    // A word we do not know may mean "for us only": shown to the team, never as public.
    let visibility: MessageVisibility =
      record.visibility.isKnown ? record.visibility : .internal
    self.init(
      id: id, position: position, externalID: record.externalID, at: record.time,
      author: name, person: person, role: record.role, visibility: visibility,
      kind: record.kind, text: record.text, attachments: record.attachments,
      inReplyTo: record.inReplyTo, offset: record.offset, duration: record.duration)
  }
}

extension Call {
  fileprivate init(_ record: CallRecord, id: ID, at position: Int) {
    self.init(
      id: id, position: position, externalID: record.externalID,
      startedAt: record.startedAt, direction: record.direction, caller: record.from,
      callee: record.to, wait: record.wait, ring: record.ring, talk: record.talk,
      hold: record.hold, wrap: record.wrap, menu: record.ivr, isAnswered: record.answered,
      isAbandoned: record.abandoned, abandonedPosition: record.abandonedPosition,
      transfer: record.transfer, transferTarget: record.transferTarget,
      disconnectedBy: record.disconnectedBy, recording: record.recording)
  }
}

extension Survey {
  /// A stored answer from a record, not yet connected with anything.
  init(_ record: SurveyRecord, id: ID, source: String, key: String) {
    self.init(
      id: id, source: source, externalID: key, kind: record.kind, score: record.score,
      minimum: record.scaleMinimum, maximum: record.scaleMaximum,
      normalised: record.normalised.map { min(100, max(0, $0)) }, comment: record.comment,
      reason: record.reason, offeredAt: record.offeredAt, answeredAt: record.answeredAt)
  }
}

extension ConversationRecord {
  /// What the times say where the source gives no status.
  fileprivate var likelyStatus: ConversationStatus {
    if closedAt != nil { return .closed }
    return lastResolvedAt != nil || firstResolvedAt != nil ? .solved : .open
  }
}
