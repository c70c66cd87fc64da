internal import Conversations
internal import Kernel
internal import Statistics
internal import Web

/// Where a tally belongs: the day of its event, and whose it is.
struct Stamp: Hashable, Sendable {
  let day: Day
  let team: Actor.Team?
  let person: Actor.ID?
  let channel: Channel
  let queue: Queue.ID?

  /// The same for whoever it was.
  var withoutPerson: Stamp {
    Stamp(day: day, team: team, person: nil, channel: channel, queue: queue)
  }

  /// The person's month, whichever team it was in.
  var ofMonth: Stamp {
    Stamp(day: day.startOfMonth, team: nil, person: person, channel: channel, queue: queue)
  }
}

/// What one thing, such as a conversation, adds to the roll-up.
struct Contribution: Hashable, Sendable {
  private(set) var parts: [(stamp: Stamp, cell: Cell)] = []

  var isEmpty: Bool { parts.isEmpty }

  mutating func add(_ measure: Measure, _ tally: Tally, _ stamp: Stamp) {
    add(code: measure.rawValue, tally, stamp)
  }

  mutating func add(code: Int, _ tally: Tally, _ stamp: Stamp) {
    let place = parts.firstIndex { $0.stamp == stamp } ?? parts.endIndex
    if place == parts.endIndex { parts.append((stamp, Cell())) }
    parts[place].cell.add(code: code, tally)
  }

  static func == (left: Self, right: Self) -> Bool {
    left.parts.elementsEqual(right.parts) { $0 == $1 }
  }

  func hash(into hasher: inout Hasher) {
    for part in parts {
      hasher.combine(part.stamp)
      hasher.combine(part.cell)
    }
  }

  // MARK: As bytes

  /// What is stored beside the thing, so that exactly this can be taken out again.
  var bytes: [UInt8] { Written(self).bytes }

  /// The parts as bytes; more of them can be added without reading the first ones again.
  struct Written: Hashable, Sendable {
    private var count: Int
    private var body: [UInt8]
    /// The last day on which it counts for anything.
    private(set) var lastDay: Day?

    init(_ contribution: Contribution) {
      count = contribution.parts.count
      body = contribution.body
      lastDay = contribution.lastDay
    }

    mutating func add(_ other: Contribution) {
      count += other.parts.count
      body += other.body
      guard let day = other.lastDay else { return }
      lastDay = max(lastDay ?? day, day)
    }

    var bytes: [UInt8] {
      var bytes: [UInt8] = []
      bytes.reserveCapacity(body.count + 2)
      Varint.write(count, to: &bytes)
      bytes += body
      return bytes
    }
  }

  private var lastDay: Day? { parts.lazy.map(\.stamp.day).max() }

  private var body: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(96 * parts.count)
    for (stamp, cell) in parts {
      Varint.write(stamp.day.number, to: &bytes)
      Varint.write(Int(stamp.team?.rawValue ?? 0), to: &bytes)
      Varint.write(Int(stamp.person?.rawValue ?? 0), to: &bytes)
      Varint.write(Int(stamp.queue?.rawValue ?? 0), to: &bytes)
      let name = stamp.channel.rawValue.utf8
      Varint.write(name.count, to: &bytes)
      bytes.append(contentsOf: name)
      cell.write(to: &bytes)
    }
    return bytes
  }

  init() {}

  init?(_ bytes: [UInt8], distributionsOf codes: Set<Int>? = nil) {
    var place = 0
    guard let count = Varint.read(bytes, at: &place), count >= 0, count <= bytes.count else {
      return nil
    }
    for _ in 0..<count {
      guard let day = Varint.read(bytes, at: &place), let team = Varint.read(bytes, at: &place),
        let person = Varint.read(bytes, at: &place), let queue = Varint.read(bytes, at: &place),
        let length = Varint.read(bytes, at: &place), length >= 0, length <= bytes.count - place
      else { return nil }
      let channel = String(decoding: bytes[place..<place + length], as: UTF8.self)
      place += length
      guard let cell = Cell(bytes, at: &place, distributionsOf: codes) else { return nil }
      let stamp = Stamp(
        day: Day(number: day), team: Self.key(team), person: Self.key(person),
        channel: Channel(rawValue: channel), queue: Self.key(queue))
      parts.append((stamp, cell))
    }
  }

  private static func key<Noun>(_ raw: Int) -> Identifier<Noun>? {
    raw == 0 ? nil : Identifier(rawValue: Int64(raw))
  }
}
