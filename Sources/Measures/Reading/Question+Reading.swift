internal import Kernel
internal import Statistics

extension Question {
  /// Computes the metric from the tallies of a period.
  ///
  /// Where something is known of whom it asks about before and after, nothing in between is a zero.
  func reading(
    of cell: Cell, over period: Period, now today: Day, _ rules: ServiceRules,
    isKnown: Bool = false
  ) -> Reading {
    let draft = Draft(question: self, period: period)
    switch metric.kind {
    case .quantile: return time(cell, draft)
    case .share: return share(cell, draft, today, rules)
    case .index:
      let tally = cell[.nps]
      let score = netPromoterScore(
        promoters: tally.hits, passives: tally.n - tally.hits - tally.misses,
        detractors: tally.misses)
      return draft.reading(score.estimate, tally.hits - tally.misses, of: tally.n)
    case .count: return count(cell, draft, isKnown: isKnown)
    case .rate: return rate(cell, draft)
    case .mean: return Reading(self, over: period, absence: .unheld)
    }
  }

  // MARK: Times

  /// The measure whose distribution it asks for; none for a mean, and for what is no time.
  var distribution: Measure? {
    metric.kind == .quantile && statistic != .mean ? metric.measure(clock) : nil
  }

  private func time(_ cell: Cell, _ draft: Draft) -> Reading {
    guard let measure = metric.measure(clock) else {
      return Reading(self, over: draft.period, absence: .unheld)
    }
    let tally = cell[measure]
    guard tally.n > 0 else { return draft.empty(timeAbsence(cell)) }
    let estimate: Estimate =
      switch statistic {
      case .median: tally.sketch.estimate(0.5).inSeconds
      case .ninetieth: tally.sketch.estimate(0.9).inSeconds
      case .mean:
        // One number and no interval: a mean of such times is told on request only.
        Estimate(
          value: Double(tally.sum) / Double(tally.n) / 1000, lower: nil, upper: nil, n: tally.n,
          method: .complete)
      }
    return draft.reading(estimate, tally.sum, of: tally.n)
  }

  /// Without a time there is either nothing of the kind, or the source does not tell it.
  private func timeAbsence(_ cell: Cell) -> Reading.Absence {
    switch metric.id {
    case Metric.answerWait.id: cell[.answeredUntold].n > 0 ? .untold : .nothing
    case Metric.talkTime.id, Metric.handleTime.id, Metric.holdTime.id, Metric.wrapTime.id:
      cell[.offered].hits > 0 ? .untold : .nothing
    case Metric.resolutionTime.id:
      clock == .business && cell[.resolution].n > 0 ? .untold : .nothing
    case Metric.firstResponse.id:
      clock == .business && cell[.firstResponse].n > 0 ? .untold : .nothing
    default: .nothing
    }
  }

  // MARK: Shares

  private func share(
    _ cell: Cell, _ draft: Draft, _ today: Day, _ rules: ServiceRules
  ) -> Reading {
    func simple(_ measure: Measure, isProvisional: Bool = false) -> Reading {
      let tally = cell[measure]
      return draft.share(tally.hits, of: tally.n, isProvisional: isProvisional)
    }
    let offered = cell[.offered]
    // Who hangs up at once dialled by mistake: neither offered nor given up (FORMULAS 20 and 21).
    let counted = offered.n - offered.sum
    switch metric.id {
    case Metric.firstContactResolution.id:
      let closes = draft.period.last.advanced(by: rules.returnWithin)
      return simple(.firstContact, isProvisional: closes >= today)
    case Metric.csat.id: return simple(.csat)
    case Metric.ces.id: return simple(.ces)
    case Metric.surveyResponse.id: return simple(.invited)
    case Metric.complaints.id: return simple(.opened)
    case Metric.firstResponseInTime.id: return simple(.firstResponse)
    case Metric.reopens.id: return simple(.resolved)
    case Metric.ownership.id: return simple(.owned)
    case Metric.solutionInTime.id:
      let isUnpromised = cell[.solutionInTime].n == 0 && cell[.resolution].n > 0
      return isUnpromised ? draft.empty(.unpromised) : simple(.solutionInTime)
    case Metric.abandonment.id: return draft.share(offered.misses, of: counted)
    case Metric.serviceLevel.id:
      // Whose wait nobody tells can neither have been in time nor too late.
      let untold = cell[.answeredUntold].n
      if untold > 0, counted <= untold { return draft.empty(.untold) }
      return draft.share(cell[.answered].hits, of: counted - untold)
    default: return Reading(self, over: draft.period, absence: .unheld)
    }
  }

  // MARK: Counts

  private func count(_ cell: Cell, _ draft: Draft, isKnown: Bool) -> Reading {
    // Where nothing at all is known of a time, it holds no zero either.
    guard isKnown || !cell.isEmpty else { return draft.empty(.nothing) }
    switch metric.id {
    case Metric.volumeIn.id: return draft.count(cell[.opened].n)
    case Metric.volumeSolved.id: return draft.count(cell[.resolution].n)
    case Metric.backlog.id: return draft.count(max(0, cell[.opened].n - cell[.left].n))
    default: return Reading(self, over: draft.period, absence: .unheld)
    }
  }

  // MARK: Working time

  private func rate(_ cell: Cell, _ draft: Draft) -> Reading {
    let days = cell[.present].n
    let (busy, available) = (cell[.busy].sum, cell[.available].sum)
    let (planned, other) = (cell[.plannedPause].sum, cell[.otherPause].sum)
    switch metric.id {
    case Metric.occupancy.id:
      return draft.rate(busy, of: busy + available, days: days)
    case Metric.shrinkage.id:
      // Parts multiply: what is missing unplanned is missing from what the plan left (FORMULAS 23).
      let all = cell[.present].sum
      guard all > 0 else { return draft.empty(.nothing) }
      let plannedShare = Double(planned) / Double(all)
      let rest = all - planned
      let otherShare = rest > 0 ? Double(other) / Double(rest) : 0
      let value = 1 - (1 - plannedShare) * (1 - otherShare)
      return draft.reading(
        Estimate(value: value, lower: nil, upper: nil, n: days, method: .complete),
        planned + other, of: all)
    default: return Reading(self, over: draft.period, absence: .unheld)
    }
  }
}

/// Puts readings of one question and period together.
private struct Draft {
  let question: Question
  let period: Period

  func reading(_ estimate: Estimate, _ numerator: Int, of denominator: Int) -> Reading {
    Reading(
      question, over: period, estimate: estimate, numerator: numerator, denominator: denominator,
      absence: estimate.value == nil ? .nothing : nil)
  }

  func share(_ hits: Int, of n: Int, isProvisional: Bool = false) -> Reading {
    guard n > 0, hits >= 0, hits <= n else { return empty(.nothing) }
    return Reading(
      question, over: period, estimate: wilsonInterval(successes: hits, of: n), numerator: hits,
      denominator: n, isProvisional: isProvisional)
  }

  func count(_ n: Int) -> Reading {
    Reading(
      question, over: period,
      estimate: Estimate(
        value: Double(n), lower: nil, upper: nil, n: n, method: .complete),
      numerator: n, denominator: n)
  }

  func rate(_ part: Int, of whole: Int, days: Int) -> Reading {
    guard whole > 0 else { return empty(.nothing) }
    return reading(
      Estimate(
        value: Double(part) / Double(whole), lower: nil, upper: nil, n: days, method: .complete),
      part, of: whole)
  }

  func empty(_ absence: Reading.Absence) -> Reading {
    Reading(question, over: period, absence: absence)
  }
}

extension Metric {
  /// The measure whose times it tells; `nil` for what is no time.
  func measure(_ clock: Question.Clock) -> Measure? {
    switch id {
    case Metric.firstResponse.id:
      clock == .business ? .firstResponseBusiness : .firstResponse
    case Metric.resolutionTime.id: clock == .business ? .resolutionBusiness : .resolution
    case Metric.answerWait.id: .answered
    case Metric.handleTime.id: .handle
    case Metric.talkTime.id: .talk
    case Metric.holdTime.id: .hold
    case Metric.wrapTime.id: .wrap
    default: nil
    }
  }
}

extension Estimate {
  /// The same of milliseconds, told in seconds.
  var inSeconds: Estimate {
    Estimate(
      value: value.map { $0 / 1000 }, lower: lower.map { $0 / 1000 },
      upper: upper.map { $0 / 1000 }, n: n, method: method, status: status,
      confidence: confidence)
  }
}

extension Reading {
  /// Nothing to read, and why.
  init(_ question: Question, over period: Period, absence: Absence) {
    self.init(
      question, over: period, estimate: .nothing, numerator: 0, denominator: 0,
      absence: absence)
  }
}
