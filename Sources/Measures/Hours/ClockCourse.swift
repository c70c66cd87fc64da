public import Kernel

/// How the clock of one promise ran: when it began, when it stood still, when it stopped.
///
/// It stops when the conversation is solved. A customer's word after that, such as "thanks", does
/// not start it again; only reopening does, and the time in between was a pause.
public struct ClockCourse: Hashable, Sendable {
  public private(set) var start: Instant?
  /// `nil` while it runs or pauses.
  public private(set) var stop: Instant?
  public private(set) var pauses = Pauses.none

  /// What a conversation tells its clock.
  public enum Mark: String, Hashable, Sendable, CaseIterable {
    /// The customer asked, or said something more.
    case customerSpoke
    /// The team asked back and waits for the customer.
    case waiting
    /// The source says that work goes on, without a word of the customer.
    case resumed
    case solved
    case reopened
  }

  /// Reads marks in any order; of marks at one moment the order they are given in counts.
  public init(_ marks: [(at: Instant, mark: Mark)]) {
    var spans: [Pauses.Span] = []
    var pausedSince: Instant?
    let ordered = marks.enumerated().sorted {
      ($0.element.at, $0.offset) < ($1.element.at, $1.offset)
    }
    for (at, mark) in ordered.map(\.element) {
      guard start != nil else {
        if mark == .customerSpoke || mark == .reopened { start = at }
        continue
      }
      switch mark {
      case .customerSpoke, .resumed:
        guard stop == nil, let since = pausedSince else { continue }
        spans.append(.init(from: since, to: at))
        pausedSince = nil
      case .waiting: if stop == nil { pausedSince = pausedSince ?? at }
      case .solved: stop = stop ?? at
      case .reopened:
        if let since = pausedSince ?? stop { spans.append(.init(from: since, to: at)) }
        (pausedSince, stop) = (nil, nil)
      }
    }
    if let since = pausedSince { spans.append(.init(from: since, to: stop)) }
    pauses = Pauses(spans)
  }

  /// Business seconds until it stopped, or until now; `nil` when it never began.
  public func seconds(by hours: Hours, now: Instant) -> Double? {
    start.map { hours.businessSeconds(from: $0, to: stop ?? now, without: pauses) }
  }

  /// When a promise of so many business seconds is due; `nil` while it waits for the customer.
  public func due(after seconds: Double, by hours: Hours) -> Instant? {
    start.flatMap { hours.deadline(after: seconds, from: $0, without: pauses) }
  }
}
