/// The rows of features, each where its key says: a look costs one line of memory, and the row comes
/// with it.
///
/// A line of 64 bytes begins with half of the key and the rarity; behind them stand small whole
/// numbers, one for each unit. Which place a key means is said by its other half times a factor; the
/// factors, one for a few keys each, were tried until no two keys meant the same place (hash and
/// displace: Fox and others 1992, Belazzougui and others 2009).
struct RowTable: Sendable {
  /// Eight units each.
  let lanes: Int
  /// Lines of a row.
  let width: Int
  private let lines: RowMemory
  private let factors: [UInt16]
  private let places: UInt64
  /// The place of each feature, in the order they were given; −1 for one whose place another has.
  let slots: [Int32]

  /// The byte that stands for nothing.
  private static let zero: UInt8 = 128
  /// So many bytes may be added up in 16 bits.
  private static let atOnce = 256

  /// Where in a row the sixteen bytes begin that hold a lane beside another, or beside the head.
  @inline(__always)
  private static func line(_ lane: Int) -> Int { 16 * ((lane + 1) / 2) }

  /// Where a number stands in a row: those of a lane come two bytes apart, and of the first lane the
  /// later four lie between the others.
  private static func offset(_ lane: Int, _ unit: Int) -> Int {
    lane == 0 ? 8 + 2 * (unit & 3) + unit / 4 : line(lane) + (lane + 1) % 2 + 2 * unit
  }

  /// `rows`: keys × lanes.
  init(keys: [UInt64], rarity: [Float], lanes: Int, rows: [SIMD8<Int8>]) {
    self.lanes = lanes
    width = lanes / 8 + 1
    let count = keys.count * 8 / 7 + 1
    places = UInt64(count)
    (slots, factors) = Self.place(keys, in: count)
    let (slots, width) = (slots, width)
    lines = RowMemory(count: count * width * 64) { bytes in
      for place in bytes.indices { bytes[place] = Self.zero }
      for slot in 0..<count {
        bytes.storeBytes(of: 0, toByteOffset: slot * width * 64, as: UInt64.self)
      }
      for (number, slot) in slots.enumerated() where slot >= 0 {
        let start = Int(slot) * width * 64
        bytes.storeBytes(
          of: UInt32(truncatingIfNeeded: keys[number] >> 32), toByteOffset: start, as: UInt32.self)
        bytes.storeBytes(of: rarity[number], toByteOffset: start + 4, as: Float.self)
        for lane in 0..<lanes {
          let row = rows[number * lanes + lane]
          for unit in 0..<8 {
            bytes[start + Self.offset(lane, unit)] = UInt8(bitPattern: row[unit]) ^ Self.zero
          }
        }
      }
    }
  }

  /// How many places there are.
  var size: Int { Int(places) }

  /// The numbers of all rows, in the order of the keys.
  var rows: [SIMD8<Int8>] {
    withLook { look in
      slots.flatMap { slot in
        (0..<lanes).map { lane in
          slot < 0 ? .zero : SIMD8<Int8>(truncatingIfNeeded: look.numbers(slot, lane))
        }
      }
    }
  }

  func withLook<Result>(_ body: (Look) -> Result) -> Result {
    withExtendedLifetime(lines) {
      factors.withUnsafeBufferPointer { body(Look(table: self, base: lines.base, factors: $0)) }
    }
  }

  func slot(of key: UInt64) -> Int32 { withLook { $0.slot(of: key) } }
}

// MARK: - Finding places

extension RowTable {
  @inline(__always)
  private static func group(_ key: UInt64, of groups: Int) -> Int {
    Int(truncatingIfNeeded: key) & (groups - 1)
  }

  @inline(__always)
  private static func slot(_ key: UInt64, _ factor: UInt16, of places: UInt64) -> Int {
    let spread = UInt32(truncatingIfNeeded: key) &* (UInt32(factor) &* 0x9E37_79B2 | 1)
    return Int((UInt64(spread) &* places) >> 32)
  }

  /// Four are usual; more than this is no chance.
  private static let mostInGroup = 64

  /// A place for each key and the factor of each group of keys, the largest groups first.
  private static func place(_ keys: [UInt64], in count: Int) -> ([Int32], [UInt16]) {
    var groups = 1
    while groups * 4 < keys.count { groups *= 2 }
    var members = [[Int32]](repeating: [], count: groups)
    for (number, key) in keys.enumerated() {
      members[group(key, of: groups)].append(Int32(truncatingIfNeeded: number))
    }
    var slots = [Int32](repeating: -1, count: keys.count)
    var factors = [UInt16](repeating: 0, count: groups)
    var isTaken = [Bool](repeating: false, count: count)
    let order = members.indices.sorted {
      (members[$1].count, $0) < (members[$0].count, $1)
    }
    for group in order where !members[group].isEmpty {
      // Two keys with one half in common never part; the later one, which is rarer, is left out.
      var rest = members[group].prefix(mostInGroup)
      while !rest.isEmpty, !settle(rest, keys, &slots, &factors[group], &isTaken) {
        rest = rest.dropLast()
      }
    }
    return (slots, factors)
  }

  private static func settle(
    _ members: ArraySlice<Int32>, _ keys: [UInt64], _ slots: inout [Int32],
    _ factor: inout UInt16, _ isTaken: inout [Bool]
  ) -> Bool {
    for candidate in UInt16.min...UInt16.max {
      var done = members.startIndex
      while done < members.endIndex {
        let number = Int(members[done])
        let slot = slot(keys[number], candidate, of: UInt64(isTaken.count))
        if isTaken[slot] { break }
        isTaken[slot] = true
        slots[number] = Int32(truncatingIfNeeded: slot)
        done += 1
      }
      if done == members.endIndex {
        factor = candidate
        return true
      }
      for number in members[..<done] {
        isTaken[Int(slots[Int(number)])] = false
        slots[Int(number)] = -1
      }
    }
    return false
  }
}

// MARK: - Looking and adding

extension RowTable {
  /// A table while it lies still.
  struct Look {
    let lanes: Int
    private let width: Int
    private let places: UInt64
    private let base: UnsafeRawPointer
    private let factors: UnsafeBufferPointer<UInt16>

    fileprivate init(
      table: RowTable, base: UnsafeRawPointer, factors: UnsafeBufferPointer<UInt16>
    ) {
      lanes = table.lanes
      width = table.width
      places = table.places
      self.base = base
      self.factors = factors
    }

    /// The place of a feature; −1 when no text of the lesson had it.
    @inline(__always)
    func slot(of key: UInt64) -> Int32 {
      let factor = factors[RowTable.group(key, of: factors.count)]
      let slot = RowTable.slot(key, factor, of: places)
      let tag = (base + slot * width * 64).load(as: UInt32.self)
      return tag == UInt32(truncatingIfNeeded: key >> 32) ? Int32(truncatingIfNeeded: slot) : -1
    }

    @inline(__always)
    func rarity(_ slot: Int32) -> Float {
      (base + (Int(slot) * width * 64 + 4)).load(as: Float.self)
    }

    /// Eight numbers of a row.
    @inline(__always)
    func numbers(_ slot: Int32, _ lane: Int) -> SIMD8<Int16> {
      let row = base + Int(slot) &* (width * 64)
      let line = (row + RowTable.line(lane)).loadUnaligned(as: SIMD8<UInt16>.self)
      let even = line & SIMD8(repeating: 0xFF), odd = line &>> SIMD8(repeating: 8)
      let bytes =
        lane == 0
        ? SIMD8(lowHalf: even.highHalf, highHalf: odd.highHalf) : lane % 2 == 1 ? even : odd
      return SIMD8<Int16>(truncatingIfNeeded: bytes) &- Int16(RowTable.zero)
    }

    /// What a row adds along a slope, in steps.
    func along(_ slope: [SIMD8<Float>], _ slot: Int32) -> Float {
      var sum = SIMD8<Float>.zero
      for lane in 0..<lanes {
        let whole = SIMD8<Int32>(truncatingIfNeeded: numbers(slot, lane))
        sum += SIMD8<Float>(whole) * slope[lane]
      }
      return sum.sum()
    }

    /// Adds each sum of some rows, times a factor of its column.
    func add(
      _ slots: UnsafeBufferPointer<Int32>, times steps: UnsafePointer<SIMD8<Float>>,
      _ scale: Float, to sums: UnsafeMutablePointer<SIMD8<Float>>
    ) {
      var begin = 0
      while begin < slots.count {
        let end = min(begin + RowTable.atOnce, slots.count)
        let some = UnsafeBufferPointer(rebasing: slots[begin..<end])
        for part in 0..<width { add(some, part, steps, scale, sums) }
        begin = end
      }
    }

    /// Adds up the even and the odd bytes of one line of each row.
    @inline(__always)
    private func add(
      _ slots: UnsafeBufferPointer<Int32>, _ part: Int, _ steps: UnsafePointer<SIMD8<Float>>,
      _ scale: Float, _ sums: UnsafeMutablePointer<SIMD8<Float>>
    ) {
      typealias Eight = SIMD8<UInt16>
      var even = (Eight.zero, Eight.zero, Eight.zero, Eight.zero)
      var odd = (Eight.zero, Eight.zero, Eight.zero, Eight.zero)
      let low = Eight(repeating: 0xFF), byte = Eight(repeating: 8)
      let start = base + part * 64
      let size = width * 64
      for slot in slots {
        let line = start + Int(slot) &* size
        let one = line.loadUnaligned(as: Eight.self)
        let two = line.loadUnaligned(fromByteOffset: 16, as: Eight.self)
        let three = line.loadUnaligned(fromByteOffset: 32, as: Eight.self)
        let four = line.loadUnaligned(fromByteOffset: 48, as: Eight.self)
        even.0 &+= one & low
        odd.0 &+= one &>> byte
        even.1 &+= two & low
        odd.1 &+= two &>> byte
        even.2 &+= three & low
        odd.2 &+= three &>> byte
        even.3 &+= four & low
        odd.3 &+= four &>> byte
      }
      let zero = UInt32(RowTable.zero) * UInt32(truncatingIfNeeded: slots.count)
      let first = part * 8
      if part == 0 {
        let both = Eight(lowHalf: even.0.highHalf, highHalf: odd.0.highHalf)
        sums[0] += RowTable.number(both, zero) * (steps[0] * scale)
      } else {
        put(even.0, odd.0, first - 1)
      }
      put(even.1, odd.1, first + 1)
      put(even.2, odd.2, first + 3)
      put(even.3, odd.3, first + 5)

      @inline(__always)
      func put(_ even: Eight, _ odd: Eight, _ lane: Int) {
        guard lane < lanes else { return }
        sums[lane] += RowTable.number(even, zero) * (steps[lane] * scale)
        guard lane + 1 < lanes else { return }
        sums[lane + 1] += RowTable.number(odd, zero) * (steps[lane + 1] * scale)
      }
    }
  }

  /// Sums of bytes without what `zero` stands for.
  @inline(__always)
  private static func number(_ sums: SIMD8<UInt16>, _ zero: UInt32) -> SIMD8<Float> {
    let whole = SIMD8<UInt32>(truncatingIfNeeded: sums)
    // Such bits below are that number itself, as much above 2²³.
    let shifted = unsafeBitCast(whole | SIMD8(repeating: 0x4B00_0000), to: SIMD8<Float>.self)
    return shifted - (8_388_608 + Float(zero))
  }
}
