public import Conversations
public import Linguistics
import Synchronization

/// Answers a stream of records with a model: one line in, one line out, in the same order.
///
/// Some lines are read, answered by all processors, written, and forgotten, so that memory does not
/// grow with the stream.
public struct AnswerStream: Sendable {
  /// What came of a stream.
  public struct Tally: Hashable, Sendable {
    public var records = 0
    public var faults = 0
    public var abstained = 0
  }

  private let desks: [Desk]
  private static let batch = 256

  /// `text` names the field to read where it is not the one the model was learned from.
  public init(_ model: TextModel, text: String? = nil, explaining: Bool, threads: Int) {
    var notes = ModelNotes(model.notes)
    if let text { notes.fields.text = text }
    desks = (0..<max(1, threads)).map { _ in Desk(model, notes, explaining: explaining) }
  }

  /// Answers all records; `write` takes the lines.
  public func run(_ supply: any ByteSupply, write: ([UInt8]) throws -> Void) throws -> Tally {
    var reader = RecordLines(supply)
    var tally = Tally()
    var lines: [(number: Int, bytes: [UInt8])] = []
    var goesOn = true
    while goesOn {
      lines.removeAll(keepingCapacity: true)
      while lines.count < Self.batch * desks.count {
        guard let line = try reader.next() else {
          goesOn = false
          break
        }
        lines.append(line)
      }
      let size = (lines.count + desks.count - 1) / desks.count
      let batch = lines
      let answers = concurrently(desks.count, threads: desks.count) { number in
        desks[number].answer(
          batch[min(batch.count, number * size)..<min(batch.count, (number + 1) * size)])
      }
      for (bytes, part) in answers {
        if !bytes.isEmpty { try write(bytes) }
        tally.records += part.records
        tally.faults += part.faults
        tally.abstained += part.abstained
      }
    }
    return tally
  }
}

/// One processor's judge with its memory.
private final class Desk: Sendable {
  private struct State {
    var judge: TextJudge
    var line: AnswerLine
  }

  private let notes: ModelNotes
  private let explaining: Bool
  private let state: Mutex<State>

  init(_ model: TextModel, _ notes: ModelNotes, explaining: Bool) {
    self.notes = notes
    self.explaining = explaining
    state = Mutex(
      State(
        judge: TextJudge(model),
        line: AnswerLine(model, areLabelsNumbers: notes.areLabelsNumbers)))
  }

  func answer(_ lines: ArraySlice<(number: Int, bytes: [UInt8])>) -> ([UInt8], AnswerStream.Tally) {
    state.withLock { state in
      var tally = AnswerStream.Tally()
      state.line.clear()
      for (number, bytes) in lines {
        tally.records += 1
        do {
          let record = try RecordLines.record(bytes, line: number)
          let dialogue = try Dialogue(record, notes.fields)
          tally.abstained += answer(dialogue, id: record["id"], &state) ? 0 : 1
        } catch {
          tally.faults += 1
          state.line.write(fault: Self.fault(number, error))
        }
      }
      return (state.line.bytes, tally)
    }
  }

  /// Whether the model stands by its answer.
  private func answer(_ dialogue: Dialogue, id: JSON?, _ state: inout State) -> Bool {
    guard notes.isPerTurn, !dialogue.turns.isEmpty else {
      let answer = state.judge.answer(
        dialogue.passages(roles: notes.roles), explaining: explaining)
      state.line.write(answer, id: id)
      return answer.doubt == nil
    }
    let turns = dialogue.turns.indices.map { turn in
      let passages = dialogue.passages(until: turn, roles: notes.roles)
      return (turn, state.judge.answer(passages, explaining: explaining))
    }
    guard let last = turns.last?.1 else { return true }
    state.line.write(last, id: id, turns: turns)
    return last.doubt == nil
  }

  private static func fault(_ line: Int, _ error: any Error) -> LabelledFile.Fault {
    error as? LabelledFile.Fault ?? LabelledFile.Fault(line: line, reason: "\(error)")
  }
}
