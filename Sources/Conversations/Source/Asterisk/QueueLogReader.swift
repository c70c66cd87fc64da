internal import Kernel

/// Assembles calls out of Asterisk's `queue_log`: one conversation for each time a call waits in a
/// queue, and what the members were doing.
///
/// A call that leaves one queue for the next is two conversations of one caller, because each queue
/// was offered it. Lines may stand twice after a rotation, or a little out of order; the last one
/// may be cut off.
public struct QueueLogReader: Sendable {
  private var stints: [String: QueueStint] = [:]
  private var numbers: [String: Int] = [:]
  private var dialled: [String: String] = [:]
  private var members: [String: QueueMember] = [:]
  private var recent: [String] = []
  private static let remembered = 200

  public init() {}

  /// What a line completes: calls that ended with it, states that began.
  public mutating func records(of text: String, row: Int) throws -> [Record] {
    guard let line = QueueLogLine(text) else {
      throw Rejection(row: row, field: "", expected: .columns, found: text)
    }
    guard !isRepeated(text) else { return [] }
    var records: [Record] = []
    records += ended(by: line).map(Record.conversation)
    if let state = state(line) { records.append(.agentState(state)) }
    return records
  }

  /// The calls that are not over at the end of the file.
  public mutating func rest() -> [Record] {
    let open = stints.values.sorted { $0.key < $1.key }
    stints = [:]
    return open.map { .conversation($0.record(isOver: false)) }
  }

  private mutating func isRepeated(_ text: String) -> Bool {
    if recent.contains(text) { return true }
    if recent.count >= Self.remembered { recent.removeFirst() }
    recent.append(text)
    return false
  }

  // MARK: Calls

  private mutating func ended(by line: QueueLogLine) -> [ConversationRecord] {
    switch line.event {
    case "QUEUESTART":
      // Asterisk began anew: calls that were open never end in this log.
      let lost = stints.values.sorted { $0.key < $1.key }
      stints = [:]
      return lost.map { stint in
        var stint = stint
        stint.exit = "unknown"
        return stint.record(isOver: true)
      }
    case "DID":
      dialled[line.call] = line.parameter(0)
      return []
    case "ENTERQUEUE":
      let previous = stints.removeValue(forKey: line.call)
      let number = (numbers[line.call] ?? 0) + 1
      numbers[line.call] = number
      stints[line.call] = QueueStint(line, number: number, dialled: dialled[line.call])
      return previous.map { [$0.record(isOver: true)] } ?? []
    default:
      guard var stint = stints[line.call] else { return [] }
      let isOver = stint.take(line)
      stints[line.call] = isOver ? nil : stint
      return isOver ? [stint.record(isOver: true)] : []
    }
  }

  // MARK: Members

  private mutating func state(_ line: QueueLogLine) -> AgentStateRecord? {
    guard !line.member.isEmpty, line.member != "NONE" else { return nil }
    var member = members[line.member] ?? QueueMember()
    let change = member.take(line)
    members[line.member] = member
    guard let change else { return nil }
    var record = AgentStateRecord(
      agent: PartyRecord(externalID: line.member, name: line.member), state: change.state,
      at: line.at)
    record.reason = change.reason
    return record
  }
}

/// What a member of queues is doing, so that the same told once for each queue is told once.
private struct QueueMember: Sendable {
  private var queues: Set<String> = []
  private var paused: Set<String> = []
  private var isPausedEverywhere = false
  private var isTalking = false
  private var last: AgentState?

  mutating func take(_ line: QueueLogLine) -> (state: AgentState, reason: String?)? {
    if line.queue != "NONE", !line.queue.isEmpty { queues.insert(line.queue) }
    switch line.event {
    case "CONNECT": isTalking = true
    case "COMPLETEAGENT", "COMPLETECALLER", "BLINDTRANSFER", "ATTENDEDTRANSFER", "TRANSFER":
      isTalking = false
    case "PAUSEALL": isPausedEverywhere = true
    case "UNPAUSEALL":
      isPausedEverywhere = false
      paused = []
    case "PAUSE": paused.insert(line.queue)
    case "UNPAUSE":
      if line.queue == "NONE" || line.queue.isEmpty {
        paused = []
      } else {
        paused.remove(line.queue)
      }
    case "ADDMEMBER":
      if line.parameter(0) == "PAUSED" { paused.insert(line.queue) }
    case "AGENTLOGIN", "AGENTCALLBACKLOGIN": break
    case "REMOVEMEMBER", "AGENTLOGOFF", "AGENTCALLBACKLOGOFF":
      queues.remove(line.queue)
      paused.remove(line.queue)
      guard queues.isEmpty || line.event != "REMOVEMEMBER" else { return nil }
      return told(.loggedOut, nil)
    default: return nil
    }
    if isTalking { return told(.inCall, nil) }
    let isPaused = isPausedEverywhere || (!queues.isEmpty && paused.isSuperset(of: queues))
    return isPaused ? told(.paused, line.parameter(0)) : told(.available, nil)
  }

  private mutating func told(
    _ state: AgentState, _ reason: String?
  ) -> (state: AgentState, reason: String?)? {
    guard state != last else { return nil }
    last = state
    return (state, reason)
  }
}
