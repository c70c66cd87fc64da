internal import Statistics

/// The tallies of one place in the roll-up, by measure.
struct Cell: Hashable, Sendable {
  struct Entry: Hashable, Sendable {
    let code: Int
    var tally: Tally

    var isNoHalfHour: Bool { code < Measure.halfHour0 }
  }

  /// Sorted by code, without empty ones.
  private(set) var entries: [Entry] = []

  var isEmpty: Bool { entries.isEmpty }

  subscript(_ measure: Measure) -> Tally { self[code: measure.rawValue] }

  subscript(code code: Int) -> Tally {
    entries.first { $0.code == code }?.tally ?? Tally()
  }

  mutating func add(_ measure: Measure, _ tally: Tally) { add(code: measure.rawValue, tally) }

  mutating func add(code: Int, _ tally: Tally, sign: Int = 1) {
    guard !tally.isEmpty else { return }
    let place = entries.firstIndex { $0.code >= code } ?? entries.endIndex
    if place < entries.endIndex, entries[place].code == code {
      entries[place].tally.add(tally, sign: sign)
      if entries[place].tally.isEmpty { entries.remove(at: place) }
    } else {
      if entries.isEmpty { entries.reserveCapacity(4) }
      entries.insert(Entry(code: code, tally: tally.signed(sign)), at: place)
    }
  }

  /// Adds everything of another cell, or takes it out.
  mutating func add(_ other: Cell, sign: Int = 1) {
    if isEmpty, sign == 1 { return self = other }
    var place = entries.startIndex
    for entry in other.entries where !entry.tally.isEmpty {
      while place < entries.endIndex, entries[place].code < entry.code { place += 1 }
      if place < entries.endIndex, entries[place].code == entry.code {
        entries[place].tally.add(entry.tally, sign: sign)
        if entries[place].tally.isEmpty { entries.remove(at: place) }
      } else {
        entries.insert(Entry(code: entry.code, tally: entry.tally.signed(sign)), at: place)
      }
    }
  }

  func sum(_ other: Cell) -> Cell {
    var sum = self
    sum.add(other)
    return sum
  }

  /// The same without the measures that only days keep.
  var withoutHalfHours: Cell {
    guard let last = entries.last, !last.isNoHalfHour else { return self }
    return Cell(entries.prefix(while: \.isNoHalfHour))
  }

  /// Only the half-hours.
  var halfHours: Cell { Cell(entries.drop(while: \.isNoHalfHour)) }

  // MARK: As bytes

  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    write(to: &bytes)
    return bytes
  }

  func write(to bytes: inout [UInt8]) {
    Varint.write(entries.count, to: &bytes)
    for entry in entries {
      Varint.write(entry.code, to: &bytes)
      Varint.write(entry.tally.n, to: &bytes)
      Varint.write(entry.tally.hits, to: &bytes)
      Varint.write(entry.tally.misses, to: &bytes)
      Varint.write(entry.tally.sum, to: &bytes)
      entry.tally.sketch.write(to: &bytes)
    }
  }

  init() {}

  private init(_ entries: ArraySlice<Entry>) {
    self.entries = Array(entries)
  }

  /// Reads what ``write(to:)`` wrote; `nil` when it is something else.
  ///
  /// Distributions are most of it: where some codes are named, those of all others are passed over.
  init?(_ bytes: [UInt8], distributionsOf codes: Set<Int>? = nil) {
    var place = 0
    self.init(bytes, at: &place, distributionsOf: codes)
    guard place == bytes.count else { return nil }
  }

  init?(_ bytes: [UInt8], at place: inout Int, distributionsOf codes: Set<Int>? = nil) {
    guard let count = Varint.read(bytes, at: &place), count >= 0, count <= bytes.count else {
      return nil
    }
    entries.reserveCapacity(count)
    for _ in 0..<count {
      guard let code = Varint.read(bytes, at: &place), let n = Varint.read(bytes, at: &place),
        let hits = Varint.read(bytes, at: &place), let misses = Varint.read(bytes, at: &place),
        let sum = Varint.read(bytes, at: &place),
        let sketch = codes?.contains(code) ?? true
          ? QuantileSketch(bytes, at: &place)
          : QuantileSketch(passingOver: bytes, at: &place)
      else { return nil }
      entries.append(
        Entry(
          code: code,
          tally: Tally(n: n, hits: hits, misses: misses, sum: sum, sketch: sketch)))
    }
  }
}
