internal import Conversations
internal import Kernel
internal import Web

/// The key of a cell: a stretch of time, whose it is, and which way it came.
///
/// Days of a person are kept for all ways together; what came to a person one way is few enough
/// to be read from the facts themselves.
struct Slice: Hashable, Sendable {
  enum Grain: Int, Sendable {
    case day = 0
    case month = 1
    /// The half-hours of a day, apart from its figures, so that two years of them are quickly read.
    case halfHours = 2
  }

  enum Owner: Hashable, Sendable {
    case centre
    case team(Actor.Team)
    case person(Actor.ID)
  }

  enum Part: Hashable, Sendable {
    case all
    case channel(Channel)
    case queue(Queue.ID)
  }

  let grain: Grain
  let owner: Owner
  let part: Part
  /// The day, or the first of the month.
  let day: Day

  /// Which of the kinds of slice it is, as it is stored.
  var kind: Int { Self.kind(grain, owner, part) }

  static func kind(_ grain: Grain, _ owner: Owner, _ part: Part) -> Int {
    let whose =
      switch owner {
      case .centre: 0
      case .team: 1
      case .person: 2
      }
    let way =
      switch part {
      case .all: 0
      case .channel: 1
      case .queue: 2
      }
    return grain.rawValue * 9 + whose * 3 + way
  }

  /// Every slice of the team and the centre that what happened on a day counts in.
  static func each(ofGroupsIn stamp: Stamp, _ body: (Slice) -> Void) {
    var owners: [Owner] = [.centre]
    if let team = stamp.team { owners.append(.team(team)) }
    let month = stamp.day.startOfMonth
    for owner in owners {
      for part in parts(of: stamp) {
        body(Slice(grain: .day, owner: owner, part: part, day: stamp.day))
        body(Slice(grain: .month, owner: owner, part: part, day: month))
        body(Slice(grain: .halfHours, owner: owner, part: part, day: stamp.day))
      }
    }
  }

  /// Every slice of a person's month that what happened in it counts in.
  static func each(ofPersonIn stamp: Stamp, _ body: (Slice) -> Void) {
    guard let person = stamp.person else { return }
    for part in parts(of: stamp) {
      body(Slice(grain: .month, owner: .person(person), part: part, day: stamp.day))
    }
  }

  private static func parts(of stamp: Stamp) -> [Part] {
    var parts: [Part] = [.all, .channel(stamp.channel)]
    if let queue = stamp.queue { parts.append(.queue(queue)) }
    return parts
  }
}

extension Slice.Owner {
  /// The key of the team or person; 0 for the centre.
  var key: Int64 {
    switch self {
    case .centre: 0
    case .team(let team): team.rawValue
    case .person(let person): person.rawValue
    }
  }
}

extension Slice.Part {
  /// The channel's name or the queue's key; empty for all.
  var name: String {
    switch self {
    case .all: ""
    case .channel(let channel): channel.rawValue
    case .queue(let queue): queue.text
    }
  }
}
