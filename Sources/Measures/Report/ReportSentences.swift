internal import Kernel
internal import Statistics
internal import Web

/// What a report says, in words.
struct ReportSentences {
  let model: ReportModel
  let text: Text

  /// What the whole report comes to.
  var lede: String {
    let values: [String: TextValue] = [
      "month": .string(text.month(model.month.first)), "whose": .string(model.name),
      "count": .integer(model.claims.count),
    ]
    if model.isEmpty { return text("report.lede.empty", values) }
    return model.claims.isEmpty
      ? text("report.lede.none", values) : text("report.lede.some", values)
  }

  /// What is new in a figure, in a day of the week, in somebody's work.
  var changes: [Report.Claim] {
    model.claims.filter { claim in
      switch claim.matter {
      case .figure, .personalChange, .busyWeekday: true
      case .sharedWeakness, .personalWeakness: false
      }
    }
  }

  var weaknesses: [Report.Claim] {
    let changes = Set(changes)
    return model.claims.filter { !changes.contains($0) }
  }

  func sentence(_ claim: Report.Claim) -> String {
    switch claim.matter {
    case .figure(let metric): figure(metric, claim)
    case .busyWeekday(let day):
      text(
        "report.claim.weekday",
        [
          "day": .string(text("measure.weekday.\(day)")),
          "factor": .string(text.number(claim.effect.value ?? 1, digits: 1)),
          "range": .string(range(claim) { text.number($0, digits: 1) }),
          "weeks": .integer(claim.effect.n),
        ])
    case .sharedWeakness(let criterion):
      text("report.claim.shared", points(claim, criterion))
    case .personalWeakness(let person, let criterion):
      text("report.claim.personal", points(claim, criterion, person))
    case .personalChange(let person, let criterion):
      text(
        claim.isUp ? "report.claim.person.up" : "report.claim.person.down",
        points(claim, criterion, person))
    }
  }

  private func figure(_ metric: Metric, _ claim: Report.Claim) -> String {
    let isVolume = metric.kind == .count
    let written = { (value: Double) in
      isVolume ? text.number(value, digits: 0) : metric.written(value, text)
    }
    let values: [String: TextValue] = [
      "metric": .string(metric.name(text)), "now": .string(written(claim.now)),
      "before": .string(written(claim.before)),
      "change": .string(metric.writtenDifference(claim.effect.value ?? 0, text)),
      "range": .string(range(claim) { metric.writtenDifference($0, text) }),
      "count": .integer(claim.effect.n), "since": .string(since(claim, model.month)),
    ]
    return switch (isVolume, claim.months > 1) {
    case (false, false): text("report.claim.figure", values)
    case (false, true): text("report.claim.figure.since", values)
    case (true, false): text("report.claim.volume", values)
    case (true, true): text("report.claim.volume.since", values)
    }
  }

  /// The month in which a change is seen to begin.
  private func since(_ claim: Report.Claim, _ newest: Period) -> String {
    text.month(ReportReader.month(newest, minus: claim.months - 1).first)
  }

  private func points(
    _ claim: Report.Claim, _ criterion: Int64?, _ person: Actor.ID? = nil
  ) -> [String: TextValue] {
    let newest = model.marks.newest.map { Period(.month, holding: $0) } ?? model.month
    return [
      "criterion": .string(name(criterion)), "since": .string(since(claim, newest)),
      "person": .string(person.flatMap { model.names[$0] }.map(Self.isolated) ?? "–"),
      "points": .integer(Int(min(1000, abs(claim.effect.value ?? 0)).rounded())),
      "now": .string(text.number(claim.now, digits: 0)),
      "before": .string(text.number(claim.before, digits: 0)),
      "range": .string(size(claim)),
      "count": .integer(claim.effect.n),
    ]
  }

  /// The interval of how large a difference is, whichever way it goes.
  private func size(_ claim: Report.Claim) -> String {
    guard let lower = claim.effect.lower, let upper = claim.effect.upper else { return "–" }
    let ends = lower + upper < 0 ? (-upper, -lower) : (lower, upper)
    return range(ends.0, ends.1) { text.number($0, digits: 0) }
  }

  private func range(_ lower: Double, _ upper: Double, _ written: (Double) -> String) -> String {
    text("report.range", ["lower": .string(written(lower)), "upper": .string(written(upper))])
  }

  func name(_ criterion: Int64?) -> String {
    guard let criterion else { return text("report.overall") }
    return model.marks.criteria.first { $0.id == criterion }.map { Self.isolated($0.name) } ?? "–"
  }

  /// A name that runs its own way, whichever way the sentence around it runs (Unicode's isolates).
  private static func isolated(_ name: String) -> String { "\u{2068}\(name)\u{2069}" }

  private func range(_ claim: Report.Claim, _ written: (Double) -> String) -> String {
    guard let lower = claim.effect.lower, let upper = claim.effect.upper else { return "–" }
    return range(lower, upper, written)
  }

  /// A change that the season, or another mix of conversations, explains.
  func explained(_ claim: Report.Claim) -> String {
    guard case .figure(let metric) = claim.matter else { return "" }
    return text(
      claim.doubt == .mix ? "report.claim.mix" : "report.claim.season",
      [
        "metric": .string(metric.name(text)), "now": .string(metric.written(claim.now, text)),
        "before": .string(metric.written(claim.before, text)),
      ])
  }

  /// Whether it is good news; `nil` where no direction is.
  func isGood(_ claim: Report.Claim) -> Bool? {
    switch claim.matter {
    case .figure(let metric):
      switch metric.better {
      case .higher: claim.isUp
      case .lower: !claim.isUp
      case .between, .neither: nil
      }
    case .personalChange: claim.isUp
    case .sharedWeakness, .personalWeakness, .busyWeekday: nil
    }
  }
}
