import Kernel
import Testing

@testable import People

@Suite struct ProtectedHoursTests {
  /// Monday to Thursday, nine to twelve, 45 minutes: four places a day.
  private let hours = ProtectedHours(
    days: [4, 1, 2, 3, 3], from: 9 * 3600, until: 12 * 3600, minutes: 45)

  @Test func `hours without a day, without room or out of range are refused`() {
    #expect(hours?.days == [1, 2, 3, 4] && hours?.starts.count == 4)
    #expect(ProtectedHours(days: [], from: 0, until: 86_400, minutes: 30) == nil)
    #expect(ProtectedHours(days: [8], from: 0, until: 86_400, minutes: 30) == nil)
    #expect(ProtectedHours(days: [1], from: 36_000, until: 37_000, minutes: 45) == nil)
    #expect(ProtectedHours(days: [1], from: 0, until: 90_000, minutes: 45) == nil)
    #expect(ProtectedHours(days: [1], from: 0, until: 86_400, minutes: 500) == nil)
  }

  @Test func `two blocks of a fortnight lie in its two halves, on allowed days and hours`() throws {
    let hours = try #require(hours)
    let monday = try #require(Day(iso: "2026-11-02"))
    let places = hours.places(2, turn: 0, within: monday...monday.advanced(by: 13))
    // Eight allowed days: the middles of the halves are the third and the seventh.
    #expect(places.map(\.day.iso) == ["2026-11-04", "2026-11-11"])
    #expect(places.map(\.second) == [9 * 3600, 9 * 3600 + 2700])
  }

  @Test func `whatever the window, places are allowed, different, and as many as there is room`()
    throws
  {
    let world = World.still(at: Instant(milliseconds: 0), seed: 3)
    func below(_ limit: UInt64) -> Int { Int(world.seed() % limit) }
    for _ in 0..<500 {
      let days = (1...7).filter { _ in below(2) == 0 }
      let from = below(20) * 3600
      guard
        let hours = ProtectedHours(
          days: days, from: from, until: from + 3600 + below(3) * 3600, minutes: 15 + below(45))
      else { continue }
      let first = Day(number: 20_000 + below(400))
      let window = first...first.advanced(by: below(25))
      let count = below(12)
      let places = hours.places(count, turn: below(9), within: window)
      let open = (window.lowerBound.number...window.upperBound.number)
        .map(Day.init(number:)).filter { days.contains($0.weekday) }
      #expect(places.count == min(count, open.count * hours.starts.count))
      #expect(Set(places).count == places.count)
      for place in places {
        #expect(window.contains(place.day) && days.contains(place.day.weekday))
        #expect(hours.starts.contains(place.second))
      }
    }
  }

  @Test func `of a team as few as possible are away at once`() throws {
    let hours = try #require(hours)
    let monday = try #require(Day(iso: "2026-11-02"))
    let window = monday...monday.advanced(by: 11)
    let all = (0..<8).flatMap { hours.places(1, turn: $0, within: window) }
    let most = Dictionary(grouping: all, by: \.self).values.map(\.count).max()
    #expect(most == 1)
  }
}
