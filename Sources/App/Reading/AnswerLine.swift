import Conversations
import Linguistics

/// Writes answers as lines of JSON, quickly: what is the same in every line is made once.
struct AnswerLine {
  private let kind: AnswerKind
  /// The labels as JSON, and as the names of members.
  private let labels: [[UInt8]]
  private let names: [[UInt8]]
  private(set) var bytes: [UInt8] = []

  init(_ model: TextModel, areLabelsNumbers: Bool) {
    kind = model.kind
    labels = model.labels.map {
      Array((areLabelsNumbers ? JSON.number($0) : JSON.text($0)).compact.utf8)
    }
    names = model.labels.map { Array((JSON.text($0).compact + ":").utf8) }
  }

  mutating func clear() { bytes.removeAll(keepingCapacity: true) }

  /// Writes one line: the answer of a record, and those of its turns where it has such.
  mutating func write(
    _ answer: TextJudge.Answer, id: JSON?, turns: [(Int, TextJudge.Answer)] = []
  ) {
    put("{")
    if let id {
      put("\"id\":")
      put(id.compact)
      put(",")
    }
    writeMembers(answer)
    if !turns.isEmpty {
      put(",\"turns\":[")
      for (place, (turn, answer)) in turns.enumerated() {
        put(place > 0 ? ",{\"turn\":" : "{\"turn\":")
        put(String(turn))
        put(",")
        writeMembers(answer)
        put("}")
      }
      put("]")
    }
    put("}\n")
  }

  /// Writes the line of a record that could not be read.
  mutating func write(fault: LabelledFile.Fault) {
    let members = [
      JSON.Member("error", .text(fault.reason)), JSON.Member("line", .number(String(fault.line))),
    ]
    put(JSON.object(members).compact)
    put("\n")
  }

  private mutating func writeMembers(_ answer: TextJudge.Answer) {
    put("\"label\":")
    switch kind {
    case .one:
      let label = answer.labels.first ?? 0
      bytes += labels[label]
      put(",\"probability\":")
      put(share: Double(answer.chances[label]))
    case .many:
      put("[")
      for (place, label) in answer.labels.enumerated() {
        if place > 0 { put(",") }
        bytes += labels[label]
      }
      put("]")
    case .number:
      put(number: answer.number?.value ?? 0)
      put(",\"low\":")
      put(number: answer.number?.lower ?? 0)
      put(",\"high\":")
      put(number: answer.number?.upper ?? 0)
    }
    if kind != .number {
      put(",\"probabilities\":{")
      for (label, chance) in answer.chances.enumerated() {
        if label > 0 { put(",") }
        bytes += names[label]
        put(share: Double(chance))
      }
      put("}")
    }
    put(answer.doubt == nil ? ",\"abstain\":false" : ",\"abstain\":true")
    if let doubt = answer.doubt {
      put(",\"why\":\"")
      put(doubt.rawValue)
      put("\"")
    }
    put(",\"unknown\":")
    put(share: Double(answer.unknown))
    writeReasons(answer.reasons)
  }

  private mutating func writeReasons(_ reasons: [TextJudge.Reason]) {
    guard !reasons.isEmpty else { return }
    put(",\"words\":[")
    for (place, reason) in reasons.enumerated() {
      put(place > 0 ? ",{\"text\":" : "{\"text\":")
      put(JSON.text(reason.words).compact)
      put(",\"turn\":")
      put(String(reason.turn))
      put(",\"start\":")
      put(String(reason.bytes.lowerBound))
      put(",\"end\":")
      put(String(reason.bytes.upperBound))
      put(",\"weight\":")
      put(number: reason.weight)
      put("}")
    }
    put("]")
  }

  private mutating func put(_ text: String) { bytes += text.utf8 }

  /// A share with six places, so that the order of close chances is kept.
  private mutating func put(share: Double) {
    let share = share.isFinite ? min(1, max(0, share)) : 0
    let millionths = Int((share * 1_000_000).rounded())
    guard millionths < 1_000_000 else { return put("1") }
    put("0.")
    var divisor = 100_000
    while divisor > 0 {
      bytes.append(0x30 + UInt8(millionths / divisor % 10))
      divisor /= 10
    }
  }

  private mutating func put(number: Double) {
    guard number.isFinite, abs(number) < 1e12 else { return put("\(number.isFinite ? number : 0)") }
    let size = abs(number)
    let whole = size.rounded(.down)
    if number < 0 { put("-") }
    // A fraction that rounds up to one belongs to the next whole number.
    let fraction = size - whole
    put(String(Int(fraction >= 0.9999995 ? whole + 1 : whole)))
    let share = fraction >= 0.9999995 ? 0 : fraction
    guard share >= 0.0000005 else { return }
    put(".")
    let start = bytes.count
    put(share: share)
    bytes.removeSubrange(start..<(start + 2))
  }
}
