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
      "count": .integer(claim.effect.n),
    ]
    return isVolume ? text("report.claim.volume", values) : text("report.claim.figure", values)
  }

  private func points(
    _ claim: Report.Claim, _ criterion: Int64?, _ person: Actor.ID? = nil
  ) -> [String: TextValue] {
    [
      "criterion": .string(name(criterion)),
      "person": .string(person.flatMap { model.names[$0] } ?? "–"),
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
    criterion.map { id in model.marks.criteria.first { $0.id == id }?.name ?? "–" }
      ?? text("report.overall")
  }

  private func range(_ claim: Report.Claim, _ written: (Double) -> String) -> String {
    guard let lower = claim.effect.lower, let upper = claim.effect.upper else { return "–" }
    return range(lower, upper, written)
  }

  /// A change that the season explains.
  func seasonal(_ claim: Report.Claim) -> String {
    guard case .figure(let metric) = claim.matter else { return "" }
    return text(
      "report.claim.season",
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
