internal import Kernel
internal import Staffing

/// One thing that can still be done about a day, and what customers gain by it.
struct Repair: Hashable, Sendable {
  let kind: Kind
  /// The half-hours that get somebody more.
  let places: [Int]
  /// The half-hours that somebody is taken from, when a break or back-office work moves.
  let from: [Int]
  /// How far the chance of the day rises.
  let chance: Double
  /// Contacts that are answered in time and were not before.
  let inTime: Double

  /// What is done.
  enum Kind: String, Hashable, Sendable, CaseIterable {
    /// Somebody more for the weakest half-hours alone.
    case weakest
    /// A break or other work moves out of the weakest half-hours into strong ones.
    case moved
    /// Somebody more for the whole day.
    case allDay
  }

  /// The repairs of a day that help, best first; `now` is the first half-hour that can change.
  static func all(
    _ desk: DeskDay, _ before: Prospect, chats: Double, from now: Int = 0, share: Double? = nil
  ) -> [Repair] {
    let weak = weakest(before, from: now)
    guard !weak.isEmpty else { return [] }
    let strong = strongest(desk, before, from: now, without: weak)
    let open = desk.slots.indices.filter { $0 >= now && desk.slots[$0].isOpen }
    var tries: [(Kind, [Int], [Int])] = [(.weakest, weak, []), (.allDay, open, [])]
    if strong.count == weak.count { tries.append((.moved, weak, strong)) }
    return tries.map { kind, places, sources in
      let changed = desk.with(1, at: places).with(-1, at: sources)
      let after = Prospect(changed, chats: chats, share: share)
      return Repair(
        kind: kind, places: places, from: sources, chance: after.met - before.met,
        inTime: before.late - after.late)
    }
    .filter { $0.inTime >= 0.2 }
    .sorted { ($0.inTime, $1.kind.rawValue) > ($1.inTime, $0.kind.rawValue) }
  }

  /// Up to three half-hours, those first in which most customers wait too long.
  static func weakest(_ prospect: Prospect, from now: Int = 0, most: Int = 3) -> [Int] {
    prospect.slots.indices
      .filter { $0 >= now && prospect.slots[$0].late >= 0.3 }
      .sorted { (prospect.slots[$0].late, $1) > (prospect.slots[$1].late, $0) }
      .prefix(most).sorted()
  }

  /// As many half-hours that can spare somebody: two are there, and hardly anybody waits.
  private static func strongest(
    _ desk: DeskDay, _ prospect: Prospect, from now: Int, without weak: [Int]
  ) -> [Int] {
    desk.slots.indices
      .filter {
        $0 >= now && !weak.contains($0) && desk.slots[$0].isOpen && desk.slots[$0].staff > 1
          && Double(desk.slots[$0].staff) - 1 >= desk.slots[$0].need
      }
      .sorted { (prospect.slots[$0].late, $0) < (prospect.slots[$1].late, $1) }
      .prefix(weak.count).sorted()
  }
}
