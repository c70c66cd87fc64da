public import Kernel

/// The open stretches of some years laid out one after the other, so that each question about
/// them is a search in a sorted list.
///
/// Making it costs a look at each day; asking it costs O(log n). Clock changes are in it: a
/// stretch begins when the local clock first shows its start or a later time, and ends when it
/// first shows its end, so that the night of a change is an hour shorter or longer.
public struct OpenTimes: Sendable {
  private let starts: [Int64]
  private let ends: [Int64]
  /// Open milliseconds before each stretch.
  private let before: [Int64]

  init(stretches: [(start: Int64, end: Int64)]) {
    var merged: [(start: Int64, end: Int64)] = []
    for stretch in stretches.sorted(by: { $0.start < $1.start })
    where stretch.end > stretch.start {
      if let last = merged.last, stretch.start <= last.end {
        merged[merged.count - 1].end = max(last.end, stretch.end)
      } else {
        merged.append(stretch)
      }
    }
    starts = merged.map(\.start)
    ends = merged.map(\.end)
    var sum: Int64 = 0
    before = merged.map { stretch in
      defer { sum += stretch.end - stretch.start }
      return sum
    }
  }

  /// Business seconds between two moments, less what lies in a pause; 0 when `end` is earlier.
  public func seconds(
    from start: Instant, to end: Instant, without pauses: Pauses = .none
  ) -> Double {
    guard start < end else { return 0 }
    let paused = pauses.spans.reduce(Int64(0)) { sum, span in
      let (from, to) = (max(span.from, start), min(span.to ?? end, end))
      return from < to ? sum + milliseconds(from, to) : sum
    }
    return Double(milliseconds(start, end) - paused) / 1000
  }

  /// The moment at which so many business seconds have passed; `nil` when it is not in these
  /// years, or when a pause has no end yet.
  public func deadline(
    after seconds: Double, from start: Instant, without pauses: Pauses = .none
  ) -> Instant? {
    guard seconds.isFinite, seconds >= 0, seconds < 1e12 else { return nil }
    var goal = opened(until: start) + Int64((seconds * 1000).rounded())
    guard seconds > 0 else { return start }
    guard var due = moment(opened: goal) else { return nil }
    for pause in pauses.spans where pause.to.map({ $0 > start }) ?? true {
      guard due > pause.from else { break }
      guard let end = pause.to else { return nil }
      goal += milliseconds(max(pause.from, start), end)
      guard let later = moment(opened: goal) else { return nil }
      due = later
    }
    return due
  }

  /// The moment itself when it is open, or else the next opening.
  public func nextOpening(after moment: Instant) -> Instant? {
    let place = ends.partitioningIndex { $0 > moment.milliseconds }
    guard starts.indices.contains(place) else { return nil }
    return max(moment, Instant(milliseconds: starts[place]))
  }

  public func isOpen(at moment: Instant) -> Bool {
    let place = ends.partitioningIndex { $0 > moment.milliseconds }
    return starts.indices.contains(place) && starts[place] <= moment.milliseconds
  }

  private func milliseconds(_ start: Instant, _ end: Instant) -> Int64 {
    opened(until: end) - opened(until: start)
  }

  /// Open milliseconds from the first stretch to a moment.
  private func opened(until moment: Instant) -> Int64 {
    let place = starts.partitioningIndex { $0 > moment.milliseconds } - 1
    guard starts.indices.contains(place) else { return 0 }
    return before[place] + min(moment.milliseconds, ends[place]) - starts[place]
  }

  /// The first moment until which so many milliseconds have been open.
  private func moment(opened goal: Int64) -> Instant? {
    let place = before.partitioningIndex { $0 >= goal } - 1
    guard starts.indices.contains(place), goal <= before[place] + ends[place] - starts[place]
    else { return nil }
    return Instant(milliseconds: starts[place] + goal - before[place])
  }
}

extension Hours {
  /// The open stretches of all days between two moments, and of the days at either end.
  public func openTimes(from start: Instant, to end: Instant) -> OpenTimes {
    // A stretch that began the day before may still be open.
    let (first, last) = (zone.day(of: start).number - 2, zone.day(of: end).number + 1)
    guard first <= last, last - first < 100_000 else { return OpenTimes(stretches: []) }
    var stretches: [(start: Int64, end: Int64)] = []
    var offset = self.offset(before: first)
    for number in first...last {
      let day = Day(number: number)
      // Where the offsets around the day agree, the clock does not change in between.
      let later = self.offset(before: number + 4)
      let steady = offset == later
      for opening in openings(on: day) {
        stretches.append(
          (
            moment(day, opening.from, steady ? offset : nil),
            moment(day, opening.until, steady ? offset : nil)
          ))
      }
      offset = steady ? offset : self.offset(before: number + 1)
    }
    return OpenTimes(stretches: stretches)
  }

  /// The offset a day before a day begins in UTC; its stretches lie in the four days that follow.
  private func offset(before number: Int) -> Int {
    zone.offset(at: Instant(milliseconds: (Int64(number) - 1) * 86_400_000))
  }

  private func moment(_ day: Day, _ minute: Int, _ offset: Int?) -> Int64 {
    if let offset {
      return ((Int64(day.number) * 1440 + Int64(minute)) * 60 - Int64(offset)) * 1000
    }
    return zone.reach(day, second: minute * 60).milliseconds
  }
}
