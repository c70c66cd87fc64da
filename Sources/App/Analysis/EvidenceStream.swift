public import Conversations
import Dispatch
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
  private static let portion = 1 << 19

  public init(_ rules: RuleFile?, threads: Int) {
    desks = (0..<max(1, threads)).map { _ in EvidenceDesk(rules) }
  }

  /// Examines all conversations; `write` takes the lines.
  public func run(_ supply: any ByteSupply, write: ([UInt8]) throws -> Void) throws -> Tally {
    var limits = SourceLimits.standard
    limits.rows = .max
    limits.recordBytes = 1 << 24
    var reader = LineReader(ByteStream(supply), limits: limits)
    var tally = Tally()
    var goesOn = true
    while goesOn {
      var portions: [[EvidenceDesk.Line]] = []
      while goesOn, portions.count < desks.count {
        let portion = try Self.portion(&reader)
        goesOn = portion.goesOn
        portions.append(portion.lines)
      }
      for answer in answers(portions) {
        if !answer.bytes.isEmpty { try write(answer.bytes) }
        tally.conversations += answer.tally.conversations
        tally.faults += answer.tally.faults
      }
    }
    return tally
  }

  private static func portion(
    _ reader: inout LineReader
  ) throws -> (lines: [EvidenceDesk.Line], goesOn: Bool) {
    var lines: [EvidenceDesk.Line] = []
    var (size, bytes) = (0, [UInt8]())
    while size < portion {
      guard let found = try reader.next(&bytes) else { return (lines, false) }
      size += bytes.count + 1
      if found == .tooLong {
        lines.append(.init(number: reader.count, bytes: nil))
      } else if bytes.contains(where: { $0 > 0x20 }) {
        lines.append(.init(number: reader.count, bytes: bytes))
      }
    }
    return (lines, true)
  }

  private func answers(_ portions: [[EvidenceDesk.Line]]) -> [EvidenceDesk.Answer] {
    let results = Mutex([EvidenceDesk.Answer?](repeating: nil, count: portions.count))
    let desks = desks
    DispatchQueue.concurrentPerform(iterations: portions.count) { number in
      let answer = desks[number].examine(portions[number])
      results.withLock { $0[number] = answer }
    }
    return results.withLock { $0.compactMap(\.self) }
  }
}

/// One processor's examiner with its memory.
private final class EvidenceDesk: Sendable {
  struct Line: Sendable {
    let number: Int
    /// `nil` where it was too long to be read.
    let bytes: [UInt8]?
  }

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
    guard let bytes = line.bytes else {
      throw Rejection(row: line.number, field: "", expected: .shortRecord, found: "")
    }
    let record = try NeutralReader(needsTime: false).record(bytes, row: line.number)
    guard case .conversation(let conversation) = record else {
      throw Rejection(row: line.number, field: "type", expected: .knownType, found: "")
    }
    return conversation
  }
}
