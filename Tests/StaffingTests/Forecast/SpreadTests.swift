import Staffing
import Statistics
import Testing

@Suite struct SpreadTests {
  @Test func `quiet intervals get their mean, and whole counts as ends`() throws {
    var chance = SplitMix64(seed: 31)
    let rows = (0..<182).flatMap { day in
      (0..<40).map { slot in
        VolumeHistory.Row(
          day: Series.first + day, slot: slot, count: chance.poisson(slot < 16 ? 0.3 : 20))
      }
    }
    let forecast = VolumeForecast(try #require(VolumeHistory(rows)), days: 28)
    let values = forecast.days.flatMap(\.values)
    let quiet = values.filter { $0.slot < 16 }.map(\.mean).reduce(0, +)
    // The square of the mean root would be a third of this.
    #expect(abs(quiet / (28 * 16 * 0.3) - 1) < 0.15)
    for value in values {
      #expect(value.low == value.low.rounded() && value.high == value.high.rounded())
      #expect(value.slot >= 16 || value.low == 0 && value.high <= 2)
    }
  }

  @Test func `days further ahead are never surer of their level`() throws {
    for seed in 30..<38 as Range<UInt64> {
      var waves = SplitMix64(seed: seed)
      let factors = (0..<120).map { _ in 0.7 + 0.6 * waves.unit() }
      let history = try Series.history(days: 120, seed: seed) {
        factors[$0.number - Series.first.number]
      }
      let variations = VolumeForecast(history, days: 28).days.map(\.variation)
      #expect(zip(variations, variations.dropFirst()).allSatisfy { $0 <= $1 + 1e-12 })
      #expect(variations[0] > 0.05)
    }
  }

  @Test func `marked days that were unlike each other leave the next one unsure`() throws {
    let special = [20, 38, 52, 74, 94, 110].map { Series.first + $0 }
    let marks = SpecialDays(
      Dictionary(uniqueKeysWithValues: special.map { ($0, SpecialDays.Mark("sale")) }))
    func width(_ factors: [Double]) throws -> Double {
      let history = try Series.history(days: 110, seed: 32) { day in
        special.firstIndex(of: day).map { factors[$0] } ?? 1
      }
      let day = VolumeForecast(history, days: 1, special: marks).days[0]
      #expect(day.mark == "sale")
      return day.values.reduce(0) { $0 + $1.high - $1.low } / day.mean
    }
    let alike = try width([0.6, 0.6, 0.6, 0.6, 0.6, 0.6])
    let unlike = try width([0.1, 2, 0.2, 1.8, 0.3, 0.6])
    #expect(unlike > 1.3 * alike)
  }
}
