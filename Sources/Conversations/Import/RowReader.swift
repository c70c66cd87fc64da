internal import Kernel

/// Turns rows of a table into records by a mapping.
struct RowReader: Sendable {
  private struct Place: Sendable {
    let index: Int
    let column: String
    let target: Mapping.Target
    let moments: MomentReader
  }

  let header: [String]
  let rows: RowKind
  private let places: [Place]
  private let constants: [Mapping.Target: String]
  private let moments: MomentReader
  /// Columns that are kept as fields of their own.
  private let kept: [Int]
  private let zone: String?

  init(_ mapping: Mapping, header: [String]) throws {
    if let name = mapping.zone, Zone(name: name) == nil {
      throw SourceError.mapping("zone: there is no zone \(name)")
    }
    let zone = mapping.zone.flatMap(Zone.init(name:)) ?? .utc
    let moments = MomentReader(order: mapping.dates ?? .yearFirst, zone: zone)
    var places: [Place] = []
    var kept: [Int] = []
    for (index, name) in header.enumerated() {
      guard let column = mapping.column(name), !column.targets.isEmpty else {
        if mapping.column(name)?.isIgnored != true { kept.append(index) }
        continue
      }
      for target in column.targets {
        let order = target.dates ?? moments.order
        places.append(
          Place(
            index: index, column: name, target: target,
            moments: MomentReader(order: order, zone: zone)))
      }
    }
    self.header = header
    self.rows = mapping.rows
    self.places = places
    self.kept = kept
    self.zone = mapping.zone
    self.moments = moments
    constants = Dictionary(
      mapping.constants.map { (Mapping.Target($0.key), $0.value) },
      uniquingKeysWith: { first, _ in first })
    if let group = mapping.missing.first {
      let names = group.map(\.rawValue).joined(separator: " or ")
      throw SourceError.mapping("columns: no column for \(names)")
    }
  }

  /// The columns no field takes.
  var ignored: [String] { kept.map { header[$0] } }

  /// The record of a row; throws a ``Rejection``.
  func record(_ row: CSVRecord) throws -> Record {
    guard !row.isCut else {
      throw Rejection(
        row: row.number, field: header.indices.contains(row.count - 1) ? header[row.count - 1] : "",
        expected: .closedQuote, found: row.cells.last ?? "")
    }
    if row.count > header.count,
      (header.count..<row.count).contains(where: { !row.isBlank($0) })
    {
      throw Rejection(
        row: row.number, field: "", expected: .columns, found: "\(row.count) / \(header.count)")
    }
    var cells = RowCells()
    for (target, value) in constants {
      try cells.set(target, value, moments, at: target.field.rawValue, row: row.number)
    }
    var joined: [Field: String] = [:]
    for place in places {
      guard let text = row.text(place.index) else {
        guard place.index >= row.count else {
          throw Rejection(row: row.number, field: place.column, expected: .utf8, found: "")
        }
        continue
      }
      var value = String(text.trimmingBlanks)
      guard !value.isEmpty || place.target.values[""] != nil else { continue }
      if place.target.field.joins {
        // A first and a last name, each in its column, are one name.
        if let before = joined[place.target.field] { value = before + " " + value }
        joined[place.target.field] = value
      }
      try cells.set(place.target, value, place.moments, at: place.column, row: row.number)
    }
    // Only a row about a whole conversation has a place for them.
    for index in kept where (rows == .conversation || rows == .call) && !row.isBlank(index) {
      guard let text = row.text(index) else {
        throw Rejection(row: row.number, field: header[index], expected: .utf8, found: "")
      }
      cells.conversation.custom.append(CustomField(name: header[index], value: text))
    }
    cells.conversation.zone = zone
    return try cells.record(rows, row: row.number, column: column)
  }

  /// The column that should have filled a field, for naming it when nothing did.
  private func column(_ field: Field) -> String {
    places.first { $0.target.field == field }?.column ?? field.rawValue
  }
}
