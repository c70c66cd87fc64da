internal import Kernel

/// What is to be added to the roll-up by one transaction.
///
/// It gathers by stamp; the many cells that a stamp counts in are made once, at the end.
struct Ledger: Sendable {
  private var sums: [Stamp: Cell] = [:]
  private var cells: [Slice: Cell] = [:]

  /// Adds what something contributes, or takes it out.
  mutating func post(_ contribution: Contribution, sign: Int = 1) {
    for (stamp, cell) in contribution.parts { sums[stamp, default: Cell()].add(cell, sign: sign) }
  }

  /// Adds everything of another ledger.
  mutating func add(_ other: Ledger) {
    sums.merge(other.sums) { $0.sum($1) }
    if cells.isEmpty {
      cells = other.cells
    } else {
      cells.merge(other.cells) { $0.sum($1) }
    }
  }

  /// Makes the cells of all that was gathered, so that whoever adds this ledger need not.
  ///
  /// What many people did the same way on a day is first added up, and then counts in the cells of
  /// their team and the centre as one; so do the days of a person in the month's cells.
  mutating func spread() {
    var ways: [Stamp: Cell] = [:]
    var months: [Stamp: Cell] = [:]
    for (stamp, cell) in sums where !cell.isEmpty {
      ways[stamp.withoutPerson, default: Cell()].add(cell)
      guard let person = stamp.person else { continue }
      let kept = cell.withoutHalfHours
      add(kept, to: Slice(grain: .day, owner: .person(person), part: .all, day: stamp.day))
      months[stamp.ofMonth, default: Cell()].add(kept)
    }
    sums = [:]
    for (stamp, cell) in ways {
      let (kept, halves) = (cell.withoutHalfHours, cell.halfHours)
      Slice.each(ofGroupsIn: stamp) { add($0.grain == .halfHours ? halves : kept, to: $0) }
    }
    for (stamp, cell) in months {
      Slice.each(ofPersonIn: stamp) { add(cell, to: $0) }
    }
  }

  private mutating func add(_ cell: Cell, to slice: Slice) {
    if !cell.isEmpty { cells[slice, default: Cell()].add(cell) }
  }

  /// The cells in which something changes, in a fixed order, so that nodes never lock crosswise.
  var changes: [(key: Rollup.Key, cell: Cell)] {
    var whole = self
    whole.spread()
    return whole.cells.filter { !$0.value.isEmpty }.map { (Rollup.Key($0.key), $0.value) }
      .sorted { $0.key < $1.key }
  }
}
