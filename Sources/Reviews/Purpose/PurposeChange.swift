/// What differs between two versions of the purpose.
public enum PurposeChange: Hashable, Sendable {
  case sentence(from: String, to: String)
  case added(String)
  case removed(String)
  case renamed(from: String, to: String)
  case meaning(String)
  /// The values stand in another order.
  case order
  /// More criteria look at a value.
  case gained(String, count: Int)
  /// Fewer criteria look at a value.
  case lost(String, count: Int)
}

extension Purpose {
  /// What is different from an older version, in the order of the page.
  public func changes(since older: Purpose) -> [PurposeChange] {
    var changes: [PurposeChange] = []
    if sentence != older.sentence {
      changes.append(.sentence(from: older.sentence, to: sentence))
    }
    let before = Dictionary(
      older.values.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    for value in values {
      guard let old = before[value.id] else {
        changes.append(.added(value.name))
        continue
      }
      changes += value.changes(since: old)
    }
    let kept = Set(values.map(\.id))
    changes += older.values.filter { !kept.contains($0.id) }.map { .removed($0.name) }
    let order = values.map(\.id).filter { before[$0] != nil }
    if order != older.values.map(\.id).filter(kept.contains) { changes.append(.order) }
    return changes
  }
}

extension Purpose.Value {
  fileprivate func changes(since old: Self) -> [PurposeChange] {
    var changes: [PurposeChange] = []
    if name != old.name { changes.append(.renamed(from: old.name, to: name)) }
    if meaning != old.meaning { changes.append(.meaning(name)) }
    let gained = criteria.subtracting(old.criteria).count
    let lost = old.criteria.subtracting(criteria).count
    if gained > 0 { changes.append(.gained(name, count: gained)) }
    if lost > 0 { changes.append(.lost(name, count: lost)) }
    return changes
  }
}
