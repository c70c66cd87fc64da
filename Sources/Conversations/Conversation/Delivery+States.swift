internal import Kernel
public import Storage
internal import Web

extension Delivery {
  /// Stores changes of what agents are doing; the same again changes nothing.
  ///
  /// The watches are told with the next ``settle(in:)``.
  @discardableResult
  public mutating func store(
    _ records: [AgentStateRecord], in db: any Connection
  ) throws -> [Reception] {
    let keys = records.map(\.naturalKey)
    var known = try knownStates(Array(Set(keys)), in: db)
    var new = Batch(
      "agent_state_event",
      """
      workspace_id, id, source, external_id, person_id, queue_id, state, reason, at, import_run_id
      """)
    let receptions: [Reception] = try zip(records, keys).map { record, key in
      let person = try seen(record.agent, in: db)?.person
      let queue = try record.queue.flatMap { try self.queue($0, in: db) }
      guard known.insert(key).inserted else { return .unchanged }
      new.add(scope.workspace)
      new.add(world.id() as Identifier<AgentStateRecord>)
      new.add(source)
      new.add(key)
      new.add(person)
      new.add(queue)
      new.add(record.state.rawValue)
      new.add(record.reason)
      new.add(record.at)
      new.add(importRun)
      if let person { unsettled.states.append(.init(person: person, at: record.at)) }
      return .created
    }
    try db.insert(new)
    return receptions
  }

  private func knownStates(_ keys: [String], in db: any Connection) throws -> Set<String> {
    var known: Set<String> = []
    for start in stride(from: 0, to: keys.count, by: 500) {
      let some = Array(keys[start..<min(start + 500, keys.count)])
      try db.forEachRow(
        """
        WITH k (name) AS (\(rows: some))
        SELECT e.external_id FROM k CROSS JOIN agent_state_event AS e
        WHERE e.workspace_id = \(scope) AND e.source = \(source) AND e.external_id = k.name
        """
      ) { row in known.insert(try row.get("external_id")) }
    }
    return known
  }
}

extension AgentStateRecord {
  /// What makes the same report from the same source the same row.
  fileprivate var naturalKey: String {
    [
      agent.identity ?? "", queue?.externalID ?? queue?.name ?? "", state.rawValue,
      "\(at.milliseconds)",
    ].joined(separator: "\u{1F}")
  }
}
