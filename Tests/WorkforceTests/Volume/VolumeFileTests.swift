import Kernel
import Testing

@testable import Workforce

@Suite struct VolumeFileTests {
  private func read(
    _ text: String, zone: Zone = .utc, names: [VolumeFile.Column: String] = [:]
  ) throws -> VolumeFile {
    try VolumeFile(
      Array(text.utf8), queue: "Line", channel: "call", zone: zone, names: names)
  }

  @Test func `a table is read by the names that exports use`() throws {
    let file = try read(
      """
      Interval Start;Queue Name;Media Type;Contacts offered;Handled;Total handle time
      2026-03-02T09:00:00+01:00;Orders;voice;12;11;2640
      2026-03-02T09:30:00+01:00;Orders;voice;0;0;0
      """)
    #expect(file.faultCount == 0)
    #expect(file.rows.count == 2)
    #expect(file.rows[0].key.queue == "Orders")
    #expect(file.rows[0].key.channel == "call")
    #expect(file.rows[0].key.start == Instant(milliseconds: 1_772_438_400_000))
    #expect(file.rows[0].sums[.handled] == 2640)
    #expect(file.rows[1].sums[.offered] == 0)
    #expect(file.rows[0].seconds == 1800, "the step between two rows")
  }

  @Test func `lines of JSON are read, and times without an offset are the workspace's`() throws {
    let berlin = try #require(Zone(name: "Europe/Berlin"))
    let file = try read(
      """
      {"start": "2026-03-02T09:00", "offered": 4, "seconds": 900}
      {"start": "2026-03-02T09:15", "offered": 2, "seconds": 900}
      """, zone: berlin)
    #expect(file.rows.map { $0.sums[.offered] } == [4, 2])
    #expect(file.rows[0].key.start == Instant(milliseconds: 1_772_438_400_000))
  }

  @Test func `every row that cannot be taken is named`() throws {
    let file = try read(
      """
      start,offered,seconds
      soon,3,1800
      2026-03-02T09:00Z,many,1800
      2026-03-02T09:30Z,,1800
      2026-03-02T10:00Z,-2,1800
      2026-03-02T10:30Z,2,1
      2026-03-02T11:00Z,2,1800
      """)
    #expect(file.rows.count == 1)
    #expect(file.faults.map(\.row) == [2, 3, 4, 5, 6])
    #expect(file.faults.map(\.column) == [.start, .offered, .offered, .offered, .seconds])
  }

  @Test func `a column that is missing is named with those there are, and may be named by hand`()
    throws
  {
    let text = "when,howmany\n2026-03-02T09:00Z,3\n"
    #expect(throws: VolumeFile.Refusal.missing(.start, names: ["when", "howmany"])) {
      try read(text)
    }
    let file = try read(text, names: [.start: "when", .offered: "howmany"])
    #expect(file.rows.count == 1)
    #expect(throws: VolumeFile.Refusal.empty) { try read("start,offered\n") }
  }

  @Test func `an hour is two halves, and half-hours with a quarter missing are not known`() throws {
    let hour = try read("start,offered,seconds\n2026-03-02T09:00Z,8,3600\n")
    let halves = VolumeInterval.halfHours(hour.rows, in: .utc)
    #expect(halves.values.map(\.offered) == [4, 4])
    let quarters = try read(
      """
      start,offered,seconds
      2026-03-02T09:00Z,3,900
      2026-03-02T09:15Z,5,900
      2026-03-02T09:30Z,4,900
      """)
    let known = VolumeInterval.halfHours(quarters.rows, in: .utc)
    #expect(known.count == 1, "half of a half-hour says nothing of the other half")
    #expect(known.values.first?.offered == 8)
  }

  @Test func `half-hours of the day follow the clock when it changes`() throws {
    let berlin = try #require(Zone(name: "Europe/Berlin"))
    let spring = try #require(Day(iso: "2026-03-29"))
    let autumn = try #require(Day(iso: "2026-10-25"))
    #expect(HalfHour.all(of: spring, in: berlin).count == 46)
    #expect(HalfHour.all(of: autumn, in: berlin).count == 50)
    #expect(HalfHour.all(of: spring, in: berlin).map(\.slot)[4] == 6)
  }
}
