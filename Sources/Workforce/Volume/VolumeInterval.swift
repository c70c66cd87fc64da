public import Kernel

/// One row of an interval file: what a telephone system or help desk counted itself.
public struct VolumeInterval: Hashable, Sendable {
  /// What one row is known by.
  public struct Key: Hashable, Sendable {
    /// The name of the queue in the source.
    public let queue: String
    public let channel: String
    public let start: Instant

    public init(queue: String, channel: String, start: Instant) {
      self.queue = queue
      self.channel = channel
      self.start = start
    }
  }

  public let key: Key
  /// The length of the interval.
  public let seconds: Double
  /// The sums; those a row does not have are absent.
  public let sums: [Sum: Double]

  /// A column with a sum, by its name in the file.
  public enum Sum: String, Hashable, Sendable, CaseIterable {
    case offered, answered, abandoned
    case answeredShort = "answered_under_10s"
    case answeredInTarget = "answered_in_target"
    case waitAnswered = "wait_answered_s"
    case waitAbandoned = "wait_abandoned_s"
    case handled = "handle_s"
  }

  public init(key: Key, seconds: Double, sums: [Sum: Double]) {
    self.key = key
    self.seconds = seconds
    self.sums = sums
  }

  /// The half-hours it tells of: an hour is two halves, a quarter is half of one.
  ///
  /// Each comes with the seconds of it that the row covers.
  func halves(in zone: Zone) -> [(volume: HalfHourVolume, covered: Double)] {
    var whole = HalfHourVolume(
      start: key.start, offered: sums[.offered] ?? 0, origin: .file)
    whole.answered = sums[.answered]
    whole.abandoned = sums[.abandoned] ?? 0
    whole.short = sums[.answeredShort] ?? 0
    whole.inTime = sums[.answeredInTarget]
    whole.waitAnswered = sums[.waitAnswered] ?? 0
    whole.waitAbandoned = sums[.waitAbandoned] ?? 0
    whole.handled = sums[.handled]
    let parts = Swift.max(1, Int((seconds / 1800).rounded()))
    return (0..<parts).map { index in
      let moment = key.start.advanced(bySeconds: Int64(index) * 1800)
      let half = HalfHour(moment, in: zone)
      let part = whole.scaled(by: 1 / Double(parts), start: half.start)
      return (part, Swift.min(1800, seconds))
    }
  }

  /// Rows as half-hours; of a half-hour two thirds must be there, and the rest is taken to be alike.
  static func halfHours(_ rows: [VolumeInterval], in zone: Zone) -> [Instant: HalfHourVolume] {
    // Several queues that are covered together each bring their own seconds.
    var found: [Instant: HalfHourVolume] = [:]
    for (_, rows) in Dictionary(grouping: rows, by: { [$0.key.queue, $0.key.channel] }) {
      var sums: [Instant: (volume: HalfHourVolume, covered: Double)] = [:]
      for (part, covered) in rows.flatMap({ $0.halves(in: zone) }) {
        if var sum = sums[part.start] {
          sum.volume.add(part)
          sum.covered += covered
          sums[part.start] = sum
        } else {
          sums[part.start] = (part, covered)
        }
      }
      for (start, sum) in sums where sum.covered >= 1200 {
        let factor = sum.covered < 1800 ? 1800 / sum.covered : 1
        let half = sum.volume.scaled(by: factor, start: start)
        if found[start]?.add(half) == nil { found[start] = half }
      }
    }
    return found
  }
}
