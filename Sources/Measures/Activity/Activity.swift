internal import Kernel
internal import Statistics
internal import Storage
internal import Web

/// How somebody's time at work went and what came of it, from what the telephone or chat system
/// reports; seconds (ask 16).
struct Activity: Hashable, Sendable {
  /// Days with any report.
  let days: Int
  let present: Double
  /// Waiting for the next contact.
  let available: Double
  /// Ringing, talking and wrapping up.
  let busy: Double
  let plannedPause: Double
  let otherPause: Double
  /// Conversations the person wrote in.
  let conversations: Int
  /// Calls the person took.
  let calls: Int
  /// The time a call took, from answer to the end of wrapping up; `nil` where none is known.
  let handling: Estimate?

  var isEmpty: Bool { days == 0 && conversations == 0 && calls == 0 }

  /// Busy time by contact; `nil` where either is not known.
  ///
  /// Several chats at once share the time, so it is no length of a chat.
  var busyPerContact: Double? {
    let contacts = conversations + calls
    return contacts > 0 && busy > 0 ? busy / Double(contacts) : nil
  }

  init(_ cell: Cell) {
    func seconds(_ measure: Measure) -> Double { Double(cell[measure].sum) / 1000 }
    days = cell[.present].n
    present = seconds(.present)
    available = seconds(.available)
    busy = seconds(.busy)
    plannedPause = seconds(.plannedPause)
    otherPause = seconds(.otherPause)
    conversations = cell[.worked].n
    calls = cell[.offered].hits
    handling = cell[.handle].n > 0 ? cell[.handle].sketch.estimate(0.5).inSeconds : nil
  }

  /// Of some people by name, in a period.
  static func all(
    of people: [(id: Actor.ID, name: String)], in period: Period, _ readings: Readings,
    from db: any Connection
  ) throws -> [(name: String, activity: Activity)] {
    var source = RollupSource(scope: readings.scope, now: readings.now)
    source.need([.handle])
    return try people.compactMap { person in
      let cell = try source.cells(
        of: Question(.occupancy, of: .person(person.id)), over: [period], from: db
      ).first
      guard let cell, !Activity(cell).isEmpty else { return nil }
      return (person.name, Activity(cell))
    }
  }
}
