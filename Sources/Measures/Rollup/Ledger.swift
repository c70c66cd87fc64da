internal import Kernel

/// What is to be added to the roll-up by one transaction, gathered by cell.
struct Ledger: Sendable {
  private(set) var cells: [Slice: Cell] = [:]

  /// Adds what something contributes, or takes it out.
  mutating func post(_ contribution: Contribution, sign: Int = 1) {
    for (stamp, cell) in contribution.parts {
      let kept = cell.withoutHalfHours
      Slice.each(of: stamp) { slice in
        let isDay = slice.grain == .day
        let isPersonal = if case .person = slice.owner { true } else { false }
        let part = isDay && !isPersonal ? cell : kept
        guard !part.isEmpty else { return }
        if sign == 1, cells[slice] == nil {
          cells[slice] = part
        } else {
          cells[slice, default: Cell()].add(part, sign: sign)
        }
      }
    }
  }

  /// The cells in which something changes, in a fixed order, so that nodes never lock crosswise.
  var changes: [(slice: Slice, cell: Cell)] {
    cells.filter { !$0.value.isEmpty }.map { ($0.key, $0.value) }.sorted {
      let (left, right) = ($0.slice, $1.slice)
      return (left.kind, left.owner.key, left.part.name, left.day.number)
        < (right.kind, right.owner.key, right.part.name, right.day.number)
    }
  }
}
