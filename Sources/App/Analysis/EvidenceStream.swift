public import Conversations
import Evidence
import Linguistics
import Synchronization

/// Reads a stream of conversations with all detectors: one line in, one line out, in the same order.
///
/// Some lines are read, examined by all processors, written and forgotten, so that memory does not
/// grow with the stream.
public struct EvidenceStream: Sendable {
  /// What came of a stream.
  public struct Tally: Hashable, Sendable {
    public var conversations = 0
    public var faults = 0
  }

  private let desks: [EvidenceDesk]
  /// So many bytes of lines are taken at a time for each processor.
  private let portion: Int

  public init(_ rules: RuleFile?, threads: Int, portion: Int = 1 << 19) {
    desks = (0..<max(1, threads)).map { _ in EvidenceDesk(rules) }
    self.portion = portion
  }

  /// Examines all conversations; `write` takes the lines.
  public func run(_ supply: any ByteSupply, write: ([UInt8]) throws -> Void) throws -> Tally {
    var reader = RecordLines(supply)
    var tally = Tally()
    var goesOn = true
    while goesOn {
      var portions: [[EvidenceDesk.Line]] = []
      while goesOn, portions.count < desks.count {
        let lines = try lines(&reader)
        goesOn = !lines.isEmpty
        portions.append(lines)
      }
      for answer in answers(portions) {
        if !answer.bytes.isEmpty { try write(answer.bytes) }
        tally.conversations += answer.tally.conversations
        tally.faults += answer.tally.faults
      }
    }
    return tally
  }

  /// The lines of a portion; none at the end.
  private func lines(_ reader: inout RecordLines) throws -> [EvidenceDesk.Line] {
    var lines: [EvidenceDesk.Line] = []
    var size = 0
    while size < portion, let line = try reader.next() {
      size += line.bytes.count + 1
      lines.append(line)
    }
    return lines
  }

  private func answers(_ portions: [[EvidenceDesk.Line]]) -> [EvidenceDesk.Answer] {
    concurrently(portions.count, threads: desks.count) { number in
      desks[number].examine(portions[number])
    }
  }
}

/// One processor's examiner with its memory.
private final class EvidenceDesk: Sendable {
  typealias Line = (number: Int, bytes: [UInt8])

  struct Answer: Sendable {
    var bytes: [UInt8] = []
    var tally = EvidenceStream.Tally()
  }

  private struct State {
    var examiner: Examiner
    var line: EvidenceLine
  }

  private let state: Mutex<State>

  init(_ rules: RuleFile?) {
    state = Mutex(
      State(examiner: Examiner(rules: rules?.book), line: EvidenceLine(rules?.names ?? [])))
  }

  func examine(_ lines: [Line]) -> Answer {
    state.withLock { state in
      var answer = Answer()
      state.line.clear()
      for line in lines {
        do {
          let record = try Self.conversation(line)
          let sayings = Sayings(record)
          state.line.write(record, sayings, state.examiner.examine(sayings.turns))
          answer.tally.conversations += 1
        } catch {
          let refusal =
            error as? Rejection
            ?? Rejection(row: line.number, field: "", expected: .json, found: "\(error)")
          state.line.write(refusal, row: line.number)
          answer.tally.faults += 1
        }
      }
      answer.bytes = state.line.bytes
      return answer
    }
  }

  private static func conversation(_ line: Line) throws -> ConversationRecord {
    guard !line.bytes.isEmpty else {
      throw Rejection(row: line.number, field: "", expected: .shortRecord, found: "")
    }
    let record = try NeutralReader(needsTime: false).record(line.bytes, row: line.number)
    guard case .conversation(let conversation) = record else {
      throw Rejection(row: line.number, field: "type", expected: .knownType, found: "")
    }
    return conversation
  }
}
