internal import Kernel
internal import People
internal import Staffing

/// A ledger as CSV: a line for each month and side, hours by cause.
enum PaidHoursFile {
  static let columns =
    ["month", "side", "paid"] + ShrinkageLedger.Cause.allCases.map(\.rawValue)
  /// More lines than that are no ledger of months.
  private static let most = 600

  static func text(_ entries: [PaidHours]) -> String {
    let lines = entries.map { entry in
      ([String(entry.month.iso.prefix(7)), entry.side.rawValue, number(entry.ledger.paid)]
        + ShrinkageLedger.Cause.allCases.map { number(entry.ledger.hours[$0] ?? 0) })
        .joined(separator: ",")
    }
    return ([columns.joined(separator: ",")] + lines).map { $0 + "\r\n" }.joined()
  }

  private static func number(_ hours: Double) -> String {
    let tenths = Int((hours * 100).rounded())
    return tenths % 100 == 0 ? String(tenths / 100) : String(Double(tenths) / 100)
  }

  /// Reads what was pasted: the names of the columns first, in any order; a cause may be left out.
  ///
  /// - Throws: ``PaidHoursError`` with the number of the line.
  static func read(
    _ text: String, team: Team.ID, at now: Instant
  ) throws(PaidHoursError) -> [PaidHours] {
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .enumerated().filter { !$0.element.allSatisfy(\.isWhitespace) }
    guard let head = lines.first else { throw .line(1) }
    guard lines.count <= most else { throw .tooMany }
    let names = cells(head.element).map { $0.lowercased() }
    guard names.contains("month"), names.contains("paid") else { throw .line(1) }
    var entries: [PaidHours] = []
    for (place, line) in lines.dropFirst() {
      let values = Dictionary(zip(names, cells(line)), uniquingKeysWith: { first, _ in first })
      guard let entry = entry(values, team, now) else { throw .line(place + 1) }
      entries.append(entry)
    }
    return entries
  }

  private static func entry(
    _ values: [String: String], _ team: Team.ID, _ now: Instant
  ) -> PaidHours? {
    func hours(_ name: String) -> Double? {
      guard let text = values[name], !text.isEmpty else { return 0 }
      return Double(text).flatMap { $0.isFinite ? $0 : nil }
    }
    let day = values["month"].flatMap { Day(iso: $0.count == 7 ? $0 + "-01" : $0) }
    let word = values["side"].flatMap { $0.isEmpty ? nil : $0 } ?? PaidHours.Side.actual.rawValue
    guard let day, let side = PaidHours.Side(rawValue: word), let paid = hours("paid") else {
      return nil
    }
    var lost: [ShrinkageLedger.Cause: Double] = [:]
    for cause in ShrinkageLedger.Cause.allCases {
      guard let value = hours(cause.rawValue) else { return nil }
      lost[cause] = value
    }
    guard let ledger = ShrinkageLedger(paid: paid, hours: lost) else { return nil }
    return PaidHours(team: team, month: day, side: side, ledger: ledger, at: now)
  }

  /// The cells of a line; spreadsheets also put semicolons or tabs between them.
  private static func cells(_ line: Substring) -> [String] {
    let separator: Character = line.contains("\t") ? "\t" : line.contains(";") ? ";" : ","
    return line.split(separator: separator, omittingEmptySubsequences: false).map { cell in
      String(cell.filter { $0 != "\"" && !$0.isWhitespace && $0 != "\u{FEFF}" })
    }
  }
}
