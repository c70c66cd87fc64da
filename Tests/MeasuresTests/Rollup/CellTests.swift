import Kernel
import Statistics
import Support
import Testing

@testable import Measures

/// What is kept of a place in the roll-up, written and read again.
@Suite struct CellTests {
  private func cell(_ chance: inout SplitMix64) -> Cell {
    var cell = Cell()
    for measure in Measure.allCases where chance.below(5) > 0 {
      for _ in 0..<(1 + chance.below(40)) {
        let length = chance.below(1 << (4 + chance.below(24)))
        var tally = Tally.time(length, isHit: chance.below(2) > 0)
        tally.misses = tally.hits == 0 && measure == .nps ? 1 : 0
        cell.add(measure, tally)
      }
    }
    return cell
  }

  /// A page asks for one distribution of a dozen; reading the others cost nine tenths of its time.
  @Test(arguments: 0..<20)
  func `each metric reads the same from a cell that holds no distribution but its own`(
    seed: UInt64
  ) throws {
    var chance = SplitMix64(seed: seed &* 31 &+ 5)
    let whole = cell(&chance)
    let period = Period(.month, holding: Day(number: 20_000))
    for metric in Metric.all {
      for statistic in Question.Statistic.allCases {
        for clock in Question.Clock.allCases {
          let question = Question(metric, statistic: statistic, clock: clock)
          let codes = Set([question.distribution].compactMap { $0?.rawValue })
          let part = try #require(Cell(whole.bytes, distributionsOf: codes))
          func read(_ cell: Cell) -> Reading {
            question.reading(
              of: cell, over: period, now: period.last.advanced(by: 40), ServiceRules())
          }
          #expect(read(part) == read(whole), "\(metric.id) \(statistic) \(clock)")
        }
      }
    }
    #expect(Cell(whole.bytes) == whole)
    #expect(Cell(Array(whole.bytes.dropLast()), distributionsOf: []) == nil)
  }

  @Test(arguments: 0..<20)
  func `adding a cell and taking it out again leaves what there was`(seed: UInt64) {
    var chance = SplitMix64(seed: seed &* 57 &+ 3)
    let (one, other) = (cell(&chance), cell(&chance))
    var sum = one
    sum.add(other)
    for measure in Measure.allCases {
      var tally = one[measure]
      tally.add(other[measure])
      #expect(sum[measure] == tally)
    }
    #expect(sum == other.sum(one))
    sum.add(other, sign: -1)
    #expect(sum == one)
  }
}
