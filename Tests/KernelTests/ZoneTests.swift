import Foundation
import Kernel
import Testing

struct ZoneTests {
  @Test func `every zone is as far from UTC as the system says, around each change too`() throws {
    var state: UInt64 = 7
    func draw(_ range: ClosedRange<Int64>) -> Int64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return range.lowerBound + Int64((state >> 11) % UInt64(range.count))
    }
    for name in Zone.names {
      let zone = try #require(Zone(name: name))
      let system = try #require(TimeZone(identifier: name))
      func agree(_ seconds: Int64) {
        let date = Date(timeIntervalSince1970: Double(seconds))
        let instant = Instant(milliseconds: seconds * 1000)
        if zone.offset(at: instant) != system.secondsFromGMT(for: date) {
          Issue.record("\(name) at \(date)")
        }
      }
      for _ in 0..<60 { agree(draw(-2_000_000_000...5_000_000_000)) }
      var date = Date(timeIntervalSince1970: Double(draw(0...2_000_000_000)))
      for _ in 0..<6 {
        guard let next = system.nextDaylightSavingTimeTransition(after: date) else { break }
        for shift: Int64 in [-1, 0, 1] { agree(Int64(next.timeIntervalSince1970) + shift) }
        date = next
      }
    }
  }
}
