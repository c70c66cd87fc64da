internal import Conversations
internal import Kernel
internal import Web

extension Fact {
  /// Holds the solution against the promise that fits, by the clock of that promise.
  ///
  /// What nobody promised is neither kept nor broken.
  mutating func keepPromise(_ course: Course, _ ground: FactGround, until end: Instant) {
    guard let promise = ground.promise(channel, course.tags), let within = promise.resolution
    else { return }
    let clock = ClockCourse(
      course.clockMarks(until: end, pausesForCustomer: promise.pausesForCustomer))
    guard let start = clock.start else { return }
    let hours = ground.calendars.hours(team: team, queue: queue, at: start)
    guard let seconds = clock.seconds(by: hours, now: end) else { return }
    solutionClock = Int((seconds * 1000).rounded())
    isSolvedInTime = seconds <= Double(within)
  }
}

extension Course {
  /// What the clock of a solution hears of a conversation that was solved at `end`.
  ///
  /// The team waits for the customer from its last word until the customer's next one: time in which
  /// the team itself said more, or after which it solved the matter unasked, was its own. A word of
  /// thanks asks for nothing, so that it neither starts nor restarts a clock.
  func clockMarks(
    until end: Instant, pausesForCustomer: Bool
  ) -> [(at: Instant, mark: ClockCourse.Mark)] {
    var marks: [(at: Instant, mark: ClockCourse.Mark)] = []
    let words = words(until: end)
    if !words.contains(where: \.isCustomer) {
      marks.append((conversation.openedAt, .customerSpoke))
    }
    for (place, word) in words.enumerated() {
      if word.isCustomer {
        marks.append((word.at, .customerSpoke))
      } else if pausesForCustomer, words.indices.contains(place + 1), words[place + 1].isCustomer {
        marks.append((word.at, .waiting))
      }
    }
    if let first = conversation.firstResolvedAt, first < end,
      let again = words.first(where: { $0.at > first && $0.isCustomer })?.at
    {
      // Between the first solution and the word that undid it nobody had anything to do.
      marks.append((first, .solved))
      marks.append((again, .reopened))
    }
    marks.append((end, .solved))
    return marks
  }

  /// What customers and people of the team said to each other until then, in order.
  private func words(until end: Instant) -> [(at: Instant, isCustomer: Bool)] {
    marks.compactMap { mark -> (at: Instant, isCustomer: Bool)? in
      guard let at = mark.at, at <= end, mark.isSaid, !mark.isThanks else { return nil }
      switch mark.role {
      case .customer: return (at, true)
      case .agent: return (at, false)
      default: return nil
      }
    }.enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }
      .map(\.element)
  }
}
