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
  mutating func spread() {
    for (stamp, cell) in sums where !cell.isEmpty {
      let (kept, halves) = (cell.withoutHalfHours, cell.halfHours)
      Slice.each(of: stamp) { slice in
        let part = slice.grain == .halfHours ? halves : kept
        if !part.isEmpty { cells[slice, default: Cell()].add(part) }
      }
    }
    sums = [:]
  }

  /// The cells in which something changes, in a fixed order, so that nodes never lock crosswise.
  var changes: [(key: Rollup.Key, cell: Cell)] {
    var whole = self
    whole.spread()
    return whole.cells.filter { !$0.value.isEmpty }.map { (Rollup.Key($0.key), $0.value) }
      .sorted { $0.key < $1.key }
  }
}
