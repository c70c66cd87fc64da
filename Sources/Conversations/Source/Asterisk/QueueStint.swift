internal import Kernel

/// One stay of a call in one queue, from joining it to whatever ended it.
struct QueueStint: Sendable {
  let key: String
  private let queue: String
  private let enteredAt: Instant
  private let caller: PartyRecord?
  private let dialled: String?
  private var member: String?
  private var call = CallRecord()
  private var connectedAt: Instant?
  private var endedAt: Instant?
  /// How it left the queue where nobody answered and nobody hung up.
  var exit: String?

  init(_ line: QueueLogLine, number: Int, dialled: String?) {
    key = number == 1 ? line.call : "\(line.call)#\(number)"
    queue = line.queue
    enteredAt = line.at
    self.dialled = dialled
    let number = line.parameter(1).flatMap { $0 == "anonymous" ? nil : $0 }
    caller = number.map { number in
      PartyRecord(externalID: number, name: line.parameter(3) ?? number, phone: number)
    }
    call.externalID = key
    call.startedAt = line.at
    call.direction = .inbound
    call.from = number
    call.to = dialled
    call.answered = false
    call.abandoned = false
  }

  /// Takes a line of the call in; says whether the stay is over with it.
  mutating func take(_ line: QueueLogLine) -> Bool {
    switch line.event {
    case "CONNECT":
      guard connectedAt == nil else { return false }
      connectedAt = line.at
      member = line.member
      call.answered = true
      call.wait = line.number(0)
      call.ring = line.number(2)
      return false
    case "COMPLETEAGENT", "COMPLETECALLER":
      call.talk = line.number(1)
      call.disconnectedBy = line.event == "COMPLETEAGENT" ? .agent : .customer
    case "BLINDTRANSFER", "TRANSFER":
      call.talk = line.number(3)
      call.transfer = .blind
      call.transferTarget = line.parameter(0)
    case "ATTENDEDTRANSFER":
      // Its middle depends on the method; hold, talk and position always end it.
      call.talk = line.number(fromEnd: 1)
      call.transfer = .attended
    case "ABANDON":
      call.abandoned = true
      call.abandonedPosition = line.number(0).map { Int($0) }
      call.wait = line.number(2)
      call.disconnectedBy = .customer
    case "EXITWITHTIMEOUT": leave("timeout", wait: line.number(2))
    case "EXITEMPTY": leave("empty", wait: line.number(2))
    case "EXITWITHKEY":
      leave("key", wait: line.number(3))
      call.transfer = .queue
      call.transferTarget = line.parameter(0)
    case "WITHDRAW": leave("withdrawn", wait: line.number(2))
    default: return false
    }
    endedAt = line.at
    return true
  }

  private mutating func leave(_ way: String, wait: Double?) {
    exit = way
    call.wait = wait
    call.disconnectedBy = .system
  }

  /// The stay as a conversation; one that is not over stays open until the log says more.
  func record(isOver: Bool) -> ConversationRecord {
    var record = ConversationRecord(externalID: key)
    record.channel = .call
    record.openedAt = enteredAt
    record.closedAt = endedAt
    record.updatedAt = endedAt ?? connectedAt ?? enteredAt
    record.status = isOver ? .closed : .open
    record.queue = QueueRecord(externalID: queue, name: queue)
    record.customer = caller
    if let member {
      record.agent = PartyRecord(externalID: member, name: member)
      record.agents = [PartyRecord(externalID: member, name: member)]
    }
    var call = call
    if !isOver, connectedAt != nil { call.talk = nil }
    record.calls = [call]
    for (name, value) in [("asterisk.did", dialled), ("asterisk.exit", exit)] {
      if let value { record.custom.append(CustomField(name: name, value: value)) }
    }
    return record
  }
}
