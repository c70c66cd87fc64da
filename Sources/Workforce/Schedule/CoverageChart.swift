internal import Kernel
internal import Markup
internal import People
internal import Web

/// Who is at the desk against who is needed, half-hour by half-hour, as a map with its table.
struct CoverageChart {
  let text: Text
  let monday: Day
  let coverage: Coverage
  let id: String

  /// The half-hours in which a door is open on any day.
  private var slots: [Int] {
    (0..<48).filter { slot in (0..<7).contains { coverage.pool.people($0, slot) != nil } }
  }

  var html: HTML {
    let slots = slots
    let rows = (0..<7).filter { day in slots.contains { coverage.pool.people(day, $0) != nil } }
      .map { day in
        HeatMap.Row(
          label: "\(Weekday.name(monday.advanced(by: day).weekday, text))",
          cells: slots.map { cell(day, $0) })
      }
    let gaps = coverage.gaps
    let summary =
      gaps.halves == 0
      ? text("coverage.summary.full")
      : text(
        "coverage.summary", ["halves": .integer(gaps.halves), "people": .integer(gaps.people)])
    let map = HeatMap(
      caption: Caption(
        id: id, title: "\(coverage.pool.name): \(summary)", summary: summary,
        columns: [text("coverage.day")] + slots.map { text.clock(slot: $0) },
        tableName: text("planning.table")),
      columns: slots.map { text.clock(slot: $0) }, rows: rows, showsFigures: slots.count <= 30)
    return map.figure(text.direction)
  }

  /// People missing give the strength; the figures are those who are there of those needed.
  private func cell(_ day: Int, _ slot: Int) -> HeatMap.Cell {
    guard let need = coverage.pool.people(day, slot) else {
      return HeatMap.Cell(value: nil, text: "–", count: 99)
    }
    let missing = coverage.missing(day, slot) ?? 0
    return HeatMap.Cell(
      value: Double(missing), text: "\(coverage.people[day][slot])/\(need)", count: 99)
  }
}
