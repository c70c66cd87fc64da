import Conversations
import Linguistics

/// What a file says of single turns besides: members of turns with few different values.
struct TurnMarks {
  let aspects: [Aspect]
  private let places: [String: [String: Int]]

  /// More different values are no marks but names, numbers or times.
  private static let mostLabels = 8
  /// Each has its own lesson, and a lesson takes time.
  private static let mostAspects = 4

  init(_ dialogues: [Dialogue]) {
    var values: [String: [String: Int]] = [:]
    var count = 0
    for turn in dialogues.lazy.flatMap(\.turns) {
      count += 1
      for member in Dialogue.marks(of: turn) {
        guard let value = Self.mark(member.value),
          (values[member.name]?.count ?? 0) <= Self.mostLabels
        else { continue }
        values[member.name, default: [:]][value, default: 0] += 1
      }
    }
    // Most turns have to carry it, or it tells where somebody looked rather than what is there.
    let found = values.sorted { $0.key < $1.key }.compactMap { name, found -> Aspect? in
      guard (2...Self.mostLabels).contains(found.count),
        found.values.reduce(0, +) * 5 >= count * 4
      else { return nil }
      return Aspect(name: name, labels: found.keys.sorted())
    }
    aspects = Array(found.prefix(Self.mostAspects))
    places = Dictionary(
      uniqueKeysWithValues: aspects.map { aspect in
        (
          aspect.name,
          Dictionary(uniqueKeysWithValues: aspect.labels.enumerated().map { ($1, $0) })
        )
      })
  }

  /// For each saying the label of every aspect, −1 where it has none; a reply within a turn has none.
  func places(in dialogue: Dialogue) -> [[Int]] {
    guard !aspects.isEmpty else { return [] }
    var last = -1
    return dialogue.sayings.map { saying in
      defer { last = saying.turn }
      guard saying.turn >= 0, saying.turn != last, dialogue.turns.indices.contains(saying.turn)
      else { return aspects.map { _ in -1 } }
      let turn = dialogue.turns[saying.turn]
      return aspects.map { aspect in
        turn[aspect.name].flatMap(Self.mark).flatMap { places[aspect.name]?[$0] } ?? -1
      }
    }
  }

  private static func mark(_ value: JSON) -> String? {
    switch value {
    case .text(let text): text
    case .number(let digits): Int(digits) == nil ? nil : digits
    case .truth(let truth): truth ? "true" : "false"
    default: nil
    }
  }
}
