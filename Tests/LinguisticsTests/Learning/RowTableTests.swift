import Statistics
import Testing

@testable import Linguistics

/// Rows are found where their keys say, and added up as plain numbers would be.
@Suite struct RowTableTests {
  private struct Made {
    let keys: [UInt64]
    let rarity: [Float]
    let rows: [SIMD8<Int8>]
    let table: RowTable
  }

  private func make(_ count: Int, lanes: Int, seed: UInt64) -> Made {
    var chance = SplitMix64(seed: seed)
    let keys = (0..<count).map { _ in chance.next() }
    let rarity = (0..<count).map { _ in Float(1 + chance.unit() * 9) }
    let rows = (0..<(count * lanes)).map { _ in
      var row = SIMD8<Int8>.zero
      for unit in 0..<8 { row[unit] = Int8(chance.below(255) - 127) }
      return row
    }
    return Made(
      keys: keys, rarity: rarity, rows: rows,
      table: RowTable(keys: keys, rarity: rarity, lanes: lanes, rows: rows))
  }

  @Test(arguments: [1, 7, 8, 15, 16, 41]) func `each key finds its row`(lanes: Int) {
    let made = make(3000, lanes: lanes, seed: 1)
    #expect(made.table.slots.allSatisfy { $0 >= 0 })
    #expect(Set(made.table.slots).count == 3000)
    #expect(made.table.rows == made.rows)
    made.table.withLook { look in
      for (number, key) in made.keys.enumerated() {
        let slot = look.slot(of: key)
        #expect(slot == made.table.slots[number])
        #expect(look.rarity(slot) == made.rarity[number])
        for lane in 0..<lanes {
          let row = made.rows[number * lanes + lane]
          #expect(look.numbers(slot, lane) == SIMD8<Int16>(truncatingIfNeeded: row))
        }
      }
    }
  }

  @Test func `a key that nobody gave is not found`() {
    let table = make(3000, lanes: 2, seed: 1).table
    var chance = SplitMix64(seed: 2)
    let found = (0..<20_000).count { _ in table.slot(of: chance.next()) >= 0 }
    #expect(found == 0)
    #expect(RowTable(keys: [], rarity: [], lanes: 1, rows: []).slot(of: 7 << 40) == -1)
  }

  @Test(arguments: [1, 7, 8, 15, 41]) func `sums are those of plain numbers`(lanes: Int) {
    let made = make(900, lanes: lanes, seed: 3)
    let steps = (0..<lanes).map { SIMD8<Float>(repeating: 1 + Float($0)) }
    for count in [0, 1, 255, 256, 257, 900] {
      var sums = [SIMD8<Float>](repeating: SIMD8(repeating: 5), count: lanes)
      made.table.withLook { look in
        made.table.slots[..<count].withUnsafeBufferPointer { slots in
          sums.withUnsafeMutableBufferPointer { sums in
            steps.withUnsafeBufferPointer { steps in
              guard let base = sums.baseAddress, let steps = steps.baseAddress else { return }
              look.add(slots, times: steps, 0.5, to: base)
            }
          }
        }
      }
      for lane in 0..<lanes {
        for unit in 0..<8 {
          let whole = (0..<count).reduce(0) { $0 + Int(made.rows[$1 * lanes + lane][unit]) }
          let expected = 5 + Float(whole) * Float(1 + lane) * 0.5
          #expect(abs(sums[lane][unit] - expected) <= 1e-5 * abs(expected) + 1e-4)
        }
      }
    }
  }

  @Test func `a row along a slope is its product`() {
    let made = make(20, lanes: 9, seed: 4)
    var chance = SplitMix64(seed: 5)
    let slope = (0..<9).map { _ in SIMD8<Float>((0..<8).map { _ in Float(chance.unit()) }) }
    made.table.withLook { look in
      for number in 0..<20 {
        let expected = (0..<9).reduce(Float(0)) { sum, lane in
          (0..<8).reduce(sum) {
            $0 + Float(made.rows[number * 9 + lane][$1]) * slope[lane][$1]
          }
        }
        #expect(abs(look.along(slope, made.table.slots[number]) - expected) < 0.01)
      }
    }
  }

  @Test func `keys alike in one half never take each other's place`() {
    let keys = (0..<40).map { UInt64($0) << 32 | 99 }
    let rows = [SIMD8<Int8>](repeating: SIMD8(repeating: 3), count: 40)
    let table = RowTable(
      keys: keys, rarity: [Float](repeating: 1, count: 40), lanes: 1, rows: rows)
    // They cannot be told apart by place, so one stays, and the others are not known.
    #expect(table.slots.count { $0 >= 0 } == 1 && table.slots[0] >= 0)
    #expect(keys.map(table.slot) == table.slots)
  }
}
