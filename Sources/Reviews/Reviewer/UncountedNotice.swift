internal import Kernel
internal import Markup
internal import People
internal import Storage
internal import Web

/// What a page of scores says about the reviews that enter none.
enum UncountedNotice {
  static func html(_ count: Int, _ text: Text) -> HTML {
    guard count > 0 else { return "" }
    return """
      <p class="notice">\(text("reviewer.uncounted", ["count": .integer(count)]))</p>
      """
  }
}

/// What calibration asks of somebody, for the page of their work.
struct CalibrationDuty: Sendable {
  /// The conversations of open sessions they have not rated.
  let toRate: Int
  let isPractising: Bool

  static func of(
    _ person: Person.ID, _ scope: Scope, in db: any Connection
  ) throws -> CalibrationDuty {
    let open = try Calibration.open(for: person, scope, in: db)
    let toRate = try open.reduce(0) { sum, session in
      let given = try session.counts(scope, in: db)[person] ?? 0
      return sum + max(0, session.items(for: person).count - given)
    }
    return CalibrationDuty(
      toRate: toRate,
      isPractising: try Standing.history(of: person, scope, in: db).first?.state == .practising)
  }
}
