internal import Kernel
internal import Markup
internal import People
internal import Staffing
internal import Statistics
internal import Storage
internal import Web

/// What is lost of the paid hours of those who answer a queue, to turn people at the desk into
/// people on the roster and on the payroll.
///
/// Gross = net ÷ (1 − share), never net · (1 + share). What a roster holds as events of its own
/// leaves the share that is planned with, or it would be counted twice.
struct GrossNeed: Sendable {
  /// Where the share is from.
  enum Basis: Hashable, Sendable {
    /// The ledgers of months that are over.
    case measured
    /// The ledgers of months as they were planned; nothing was measured.
    case planned
  }

  let basis: Basis
  /// The share of all paid hours.
  let whole: Estimate
  /// The share of rostered hours that is lost to what no roster holds: illness, meetings, breaks.
  let unscheduled: Estimate

  /// A year of months is looked at.
  private static let memory = 366

  /// From the ledgers of one team or of several; `nil` where they say nothing.
  init?(_ entries: [PaidHours]) {
    let measured = entries.filter { $0.side == .actual }.map(\.ledger)
    let ledgers = measured.isEmpty ? entries.map(\.ledger) : measured
    let whole = measuredShrinkage(ledgers)
    guard let share = whole.value, share < 1 else { return nil }
    basis = measured.isEmpty ? .planned : .measured
    self.whole = whole
    unscheduled = measuredShrinkage(ledgers.compactMap { $0.without(Shrinkage.scheduled) })
  }

  /// From the ledgers of all teams whose people answer a queue.
  static func of(
    _ queue: StaffingQueue.ID, today: Day, _ scope: Scope, in db: any Connection
  ) throws -> GrossNeed? {
    let homes = try Membership.all(scope, in: db)
    let people = try Contract.all(on: today, scope, in: db).filter { $0.value.terms.answers(queue) }
    let teams = Set(people.keys.compactMap { homes[$0]?.first })
    let first = today.advanced(by: -memory)
    return GrossNeed(
      try teams.sorted().flatMap { team in
        try PaidHours.all(of: team, scope, in: db).filter { first <= $0.month && $0.month <= today }
      })
  }

  /// People to roster so that so many are at the desk.
  func rostered(_ net: Double) -> Double {
    paid(for: net, shrinkage: unscheduled.value ?? 0)?.equivalents ?? net
  }

  /// Hours to pay so that so many remain for customers.
  func paidHours(_ net: Double) -> Double {
    paid(for: net, shrinkage: whole.value ?? 0)?.equivalents ?? net
  }
}

extension NeedView {
  /// From the desk to the roster and the payroll.
  var gross: HTML {
    let net = week.flatMap(\.slots).reduce(0) { $0 + $1.need } / 2
    guard net > 0 else { return "" }
    let title: HTML = "<h2>\(text("need.gross"))</h2>"
    let link: HTML =
      desk.visit.actor.can(.read, .shrinkage)
      ? "<p><a href=\"/shrinkage\">\(text("need.gross.ledger"))</a></p>" : ""
    guard let grossNeed, let share = grossNeed.whole.value else {
      return "<section class=\"card\">\(title)<p>\(text("need.gross.none"))</p>\(link)</section>"
    }
    func hours(_ number: Double) -> String { text.number(number, digits: 0) }
    var values: [String: TextValue] = [
      "net": .string(hours(net)), "paid": .string(hours(grossNeed.paidHours(net))),
      "rostered": .string(hours(grossNeed.rostered(net))),
      "share": .string(text.percent(share, digits: 1)),
      "rest": .string(text.percent(grossNeed.unscheduled.value ?? 0, digits: 1)),
      "months": .integer(grossNeed.whole.n),
    ]
    var basis = text(
      grossNeed.basis == .measured ? "need.gross.measured" : "need.gross.planned", values)
    if grossNeed.basis == .measured, let lower = grossNeed.whole.lower,
      let upper = grossNeed.whole.upper
    {
      values["lower"] = .string(text.percent(lower, digits: 1))
      values["upper"] = .string(text.percent(upper, digits: 1))
      basis += " " + text("need.gross.interval", values)
    }
    return """
      <section class="card">\(title)<p>\(text("need.gross.week", values))</p>
      <p class="is-small is-soft">\(basis) \(text("need.gross.how"))</p>\(link)</section>
      """
  }
}
