public import Kernel
internal import Staffing

/// A day that is unlike others: what it is called, and what it does to the volume.
public struct SpecialDay: Hashable, Sendable {
  /// The key of a mark.
  public typealias ID = Identifier<SpecialDay>

  public let day: Day
  /// Whose volume it changes; `nil` for every queue.
  public let queue: StaffingQueue.ID?
  /// Days with the same word are taken to be alike; empty where somebody said that it is a day like
  /// others.
  public let word: String
  /// What the usual volume is multiplied with; `nil` to learn it from earlier days of that word.
  public let factor: Double?

  public init(day: Day, queue: StaffingQueue.ID? = nil, word: String, factor: Double? = nil) {
    self.day = day
    self.queue = queue
    self.word = word
    self.factor = factor
  }

  /// Whether it only says that nothing was special.
  public var isOrdinary: Bool { word.isEmpty }
}

extension [SpecialDay] {
  /// The marks of one queue as forecasts read them.
  func marks(of queue: StaffingQueue.ID) -> SpecialDays {
    var marks: [CalendarDay: SpecialDays.Mark] = [:]
    for special in self where !special.isOrdinary && (special.queue ?? queue) == queue {
      marks[CalendarDay(number: special.day.number)] = .init(special.word, factor: special.factor)
    }
    return SpecialDays(marks)
  }

  /// What somebody has said of a day, be it that it was ordinary.
  func answered(_ day: Day, _ queue: StaffingQueue.ID) -> Bool {
    contains { $0.day == day && ($0.queue ?? queue) == queue }
  }
}
