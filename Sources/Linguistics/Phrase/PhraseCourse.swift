/// One rule followed through one conversation.
struct PhraseCourse {
  typealias Spot = PhraseReader.Spot

  let rule: Int
  let clauses: [PhraseClause]
  /// The number of the rule's first phrase.
  let base: Int
  /// What was found, by message and phrase.
  let spots: [[Int: [Spot]]]
  let conversation: [Turn]

  /// So many places are shown of one match at most.
  private static let mostPlaces = 24

  var matches: [PhraseMatch] {
    guard let first = clauses.first else { return [] }
    return clauses.count > 1 ? sequence : first.isAbsence ? absence(first) : each(first)
  }

  /// A match for every message in which the clause holds.
  private func each(_ clause: PhraseClause) -> [PhraseMatch] {
    window(clause.place, after: -1).compactMap { turn in
      spots(clause.expression, turn).map { match(turn, [(turn, $0)]) }
    }
  }

  private func absence(_ clause: PhraseClause) -> [PhraseMatch] {
    let window = window(clause.place, after: -1)
    guard let last = window.last, holds(clause, window) else { return [] }
    return [match(last, [])]
  }

  private func holds(_ clause: PhraseClause, _ window: [Int]) -> Bool {
    window.allSatisfy { spots(clause.expression, $0) != nil }
  }

  /// The clauses one after the other, each as early as it can be.
  private var sequence: [PhraseMatch] {
    var after = -1
    var found: [(Int, [Spot])] = []
    for clause in clauses {
      let window = window(clause.place, after: after)
      if clause.isAbsence {
        guard let last = window.last, holds(clause, window) else { return [] }
        if found.isEmpty { after = last }
      } else {
        guard let turn = window.first(where: { spots(clause.expression, $0) != nil }) else {
          return []
        }
        found.append((turn, spots(clause.expression, turn) ?? []))
        after = turn
      }
    }
    return [match(max(0, after), found)]
  }

  private func match(_ turn: Int, _ found: [(turn: Int, spots: [Spot])]) -> PhraseMatch {
    var places: [PhraseMatch.Place] = []
    for (turn, spots) in found {
      for spot in spots {
        let place = PhraseMatch.Place(turn: turn, range: spot.bytes)
        if places.last != place { places.append(place) }
      }
    }
    return PhraseMatch(rule: rule, turn: turn, places: Array(places.prefix(Self.mostPlaces)))
  }

  // MARK: Where

  /// The messages of a place, in order.
  private func window(_ place: PhrasePlace, after: Int) -> [Int] {
    let turns = conversation.indices.filter { turn in
      place.side == nil || conversation[turn].side == place.side
    }
    let part: [Int] =
      switch place.part {
      case .all: turns
      case .firstMessages(let count): Array(turns.prefix(count))
      case .lastMessages(let count): turns.suffix(count)
      case .firstSeconds(let seconds):
        turns.filter { conversation[$0].seconds.map { $0 <= Double(seconds) } ?? false }
      case .lastSeconds(let seconds):
        turns.filter { turn in
          guard let end, let time = conversation[turn].seconds else { return false }
          return end - time <= Double(seconds)
        }
      }
    return after < 0 ? part : part.filter { $0 > after }
  }

  private var end: Double? { conversation.last { $0.seconds != nil }?.seconds }

  // MARK: What

  /// What to point at in a message where an expression holds; `nil` where it does not.
  private func spots(_ expression: PhraseExpression, _ turn: Int) -> [Spot]? {
    switch expression {
    case .atom(let number): return spots[turn][base + number]
    case .not(let inner): return spots(inner, turn) == nil ? [] : nil
    case .all(let parts):
      var all: [Spot] = []
      for part in parts {
        guard let found = spots(part, turn) else { return nil }
        all += found
      }
      return all
    case .any(let parts):
      let found = parts.compactMap { spots($0, turn) }
      return found.isEmpty ? nil : found.flatMap(\.self)
    case .near(let left, let right, let words, let inOrder):
      guard let left = spots(left, turn), let right = spots(right, turn) else { return nil }
      let pairs = Self.pairs(left, right, words, inOrder)
      return pairs.isEmpty ? nil : pairs
    }
  }

  /// For each on the left the nearest on the right, one walk through both.
  private static func pairs(
    _ left: [Spot], _ right: [Spot], _ words: Int, _ inOrder: Bool
  ) -> [Spot] {
    let left = left.sorted { $0.first < $1.first }
    let right = right.sorted { $0.first < $1.first }
    var pairs: [Spot] = []
    var next = 0
    for spot in left {
      while next < right.count, right[next].first <= spot.last { next += 1 }
      if next < right.count, right[next].first - spot.last - 1 <= words {
        pairs.append(joined(spot, right[next]))
        continue
      }
      guard !inOrder else { continue }
      // Those that overlap the left one stand before; they are few.
      let before = right[max(0, next - 8)..<next].last { $0.last < spot.first }
      if let before, spot.first - before.last - 1 <= words { pairs.append(joined(before, spot)) }
    }
    return pairs
  }

  private static func joined(_ first: Spot, _ second: Spot) -> Spot {
    Spot(
      atom: first.atom, first: first.first, last: max(first.last, second.last),
      bytes: first.bytes.lowerBound..<max(first.bytes.upperBound, second.bytes.upperBound))
  }
}
