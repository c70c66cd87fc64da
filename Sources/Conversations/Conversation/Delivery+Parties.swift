internal import Kernel
internal import People
internal import Storage
internal import Web

extension Delivery {
  /// The person of the team a source means; a name nobody has yet becomes a person.
  mutating func seen(
    _ party: PartyRecord, in db: (any Connection)?
  ) throws -> PeopleSeen.Seen? {
    guard let identity = party.identity, !identity.isEmpty else { return nil }
    if let seen = people.byIdentity[identity] { return seen }
    guard let db else { throw Stranger() }
    // Keys grow: whoever has a larger one was made just now.
    let before = world.key()
    let person = try Person.resolve(
      source: source, externalID: identity, name: party.name ?? identity, email: party.email,
      scope: scope, world: world, in: db)
    if person.rawValue > before { try note(.person, [person.rawValue], in: db) }
    let team = try Membership.teams(of: person, scope, in: db).first
    let seen = PeopleSeen.Seen(person: person, team: team)
    people.byIdentity[identity] = seen
    return seen
  }

  /// The queue of a source, added when it is new.
  mutating func queue(_ record: QueueRecord, in db: (any Connection)?) throws -> Queue.ID? {
    guard let key = record.externalID ?? record.name, !key.isEmpty else { return nil }
    if let id = queues[key] { return id }
    guard let db else { throw Stranger() }
    let row = try db.row(
      """
      SELECT id, name FROM queue
      WHERE workspace_id = \(scope) AND source = \(source) AND external_id = \(key)
      """)
    let id: Queue.ID
    if let row {
      id = try row.get("id")
      if let name = record.name, name != (try row.get("name") as String) {
        try db.execute(
          "UPDATE queue SET name = \(name) WHERE workspace_id = \(scope) AND id = \(id)")
      }
    } else {
      id = world.id()
      try db.execute(
        """
        INSERT INTO queue (workspace_id, id, source, external_id, name)
        VALUES (\(scope), \(id), \(source), \(key), \(record.name ?? key))
        """)
      try note(.queue, [id.rawValue], in: db)
    }
    queues[key] = id
    return id
  }

  mutating func tag(_ name: String, in db: (any Connection)?) throws -> Tag.ID {
    if let id = tags[name] { return id }
    guard let db else { throw Stranger() }
    let known: Tag.ID? = try db.row(
      "SELECT id FROM tag WHERE workspace_id = \(scope) AND name = \(name)")?.get("id")
    let id = known ?? world.id()
    if known == nil {
      try db.execute(
        "INSERT INTO tag (workspace_id, id, name) VALUES (\(scope), \(id), \(name))")
      try note(.tag, [id.rawValue], in: db)
    }
    tags[name] = id
    return id
  }

  /// The keys of customers in the order of their numbers; new ones are added, others completed.
  mutating func customers(_ clients: Clients, in db: any Connection) throws -> [Customer.ID] {
    var ids = [Customer.ID?](repeating: nil, count: clients.parties.count)
    let asked =
      isFirst ? recall(clients.parties, &ids) : clients.parties.compactMap(\.identity)
    for start in stride(from: 0, to: asked.count, by: 500) {
      let some = Array(asked[start..<min(start + 500, asked.count)])
      for row in try db.rows(
        """
        WITH k (name) AS (\(rows: some))
        SELECT c.id, c.external_id, c.name, c.email, c.phone
        FROM k CROSS JOIN customer AS c
        WHERE c.workspace_id = \(scope) AND c.source = \(source) AND c.external_id = k.name
        """)
      {
        guard let number = clients.numbers[try row.get("external_id")] else { continue }
        ids[number] = try row.get("id")
        try complete(row, from: clients.parties[number], in: db)
      }
    }
    var new = Batch("customer", "workspace_id, id, source, external_id, name, email, phone")
    var made: [Int64] = []
    let all = zip(clients.parties, ids).map { party, known in
      if let known { return known }
      let id: Customer.ID = world.id()
      made.append(id.rawValue)
      new.add(scope.workspace)
      new.add(id)
      new.add(source)
      new.add(party.identity)
      new.add(party.name ?? party.identity)
      new.add(party.email)
      new.add(party.phone)
      return id
    }
    try db.insert(new)
    try note(.customer, made, in: db)
    if isFirst { remember(clients.parties, all) }
    return all
  }

  /// Finds the customers it has made itself; answers who has to be looked at, because something
  /// else is said of them now.
  private func recall(_ parties: [PartyRecord], _ ids: inout [Customer.ID?]) -> [String] {
    var changed: [String] = []
    for (number, party) in parties.enumerated() {
      guard let key = party.identity, let made = customersMade[key] else { continue }
      ids[number] = made.id
      if made.content != party.content { changed.append(key) }
    }
    return changed
  }

  private mutating func remember(_ parties: [PartyRecord], _ ids: [Customer.ID]) {
    for (party, id) in zip(parties, ids) {
      guard let key = party.identity else { continue }
      customersMade[key] = CustomerMade(id: id, content: party.content)
    }
  }

  /// Takes over what a source now says about a customer.
  private func complete(_ row: Row, from party: PartyRecord, in db: any Connection) throws {
    let id: Customer.ID = try row.get("id")
    let old: (name: String, email: String?, phone: String?) = (
      try row.get("name"), try row.get("email"), try row.get("phone")
    )
    let new = (
      name: party.name ?? old.name, email: party.email ?? old.email,
      phone: party.phone ?? old.phone
    )
    guard old != new else { return }
    try db.execute(
      """
      UPDATE customer SET name = \(new.name), email = \(new.email), phone = \(new.phone)
      WHERE workspace_id = \(scope) AND id = \(id)
      """)
  }
}

extension PartyRecord {
  /// A fingerprint of all that is said of somebody.
  fileprivate var content: Int64 {
    var hash = ContentHash()
    hash.add(self)
    return hash.value
  }
}
