internal import Statistics

/// Several people beside their team in one figure, without a rank.
///
/// The value shown for a person is the one that takes the team into account: with few cases part of
/// a gap is luck, and is left out of it by as much as chance explains.
struct TeamPicture: Sendable {
  let members: [Member]
  /// Whether a change since the period before is the team's, some people's, both or nothing.
  let shift: TeamShift.Classification?
  /// Who stands out against the others' change, by place in ``members``.
  let movers: [Int]
  /// Where a share may lie by chance around the team's value of the period before.
  let funnel: Funnel?

  /// One person, in the order given.
  struct Member: Sendable {
    let name: String
    let reading: Reading
    /// With the team taken into account; `nil` below five cases.
    let pooled: Estimate?
    /// At the team's mix of channels; `nil` where it cannot be weighed.
    let atTeamMix: Estimate?
    /// Outside the outer limits of the funnel.
    let isUnusual: Bool
  }

  struct Funnel: Sendable {
    let centre: Double
    /// Inner (95 %) and outer (99.8 %) limits at some volumes.
    let limits: [[FunnelLimits]]
  }

  /// What is known of one person.
  struct Entry: Sendable {
    let name: String
    let now: Reading
    let before: Reading
    let atTeamMix: Estimate?
  }

  /// - Parameters:
  ///   - entries: the people, by name.
  ///   - teamBefore: the team's value of the period before, which the funnel is drawn around.
  init(_ entries: [Entry], teamBefore: Reading) {
    let pooled = Self.pool(entries)
    let funnel = Self.funnel(entries, teamBefore)
    self.funnel = funnel.map { Funnel(centre: $0.centre, limits: $0.limits) }
    members = entries.indices.map { index in
      let entry = entries[index]
      return Member(
        name: entry.name, reading: entry.now, pooled: pooled[index],
        atTeamMix: entry.atTeamMix,
        isUnusual: funnel?.isOutside(entry.now) ?? false)
    }
    let moved = entries.indices.compactMap {
      index -> (place: Int, change: Double, error: Double)? in
      let entry = entries[index]
      guard entry.now.estimate.isComparable, entry.before.estimate.isComparable,
        let now = entry.now.estimate.value, let before = entry.before.estimate.value,
        let new = Self.error(entry.now.estimate), let old = Self.error(entry.before.estimate)
      else { return nil }
      return (index, now - before, (new * new + old * old).squareRoot())
    }
    let shift = teamShift(moved.map(\.change), standardErrors: moved.map(\.error))
    self.shift = shift.classification
    movers = shift.individuals.map { moved[$0].place }
  }

  /// The standard error that an interval of 95 % tells.
  static func error(_ estimate: Estimate) -> Double? {
    guard let half = estimate.halfWidth, half > 0,
      let z = normalQuantile((1 + estimate.confidence) / 2)
    else { return nil }
    return half / z
  }

  private static func pool(_ entries: [Entry]) -> [Int: Estimate] {
    let known = entries.indices.compactMap { index -> (place: Int, value: Double, error: Double)? in
      let estimate = entries[index].now.estimate
      guard estimate.isComparable, let value = estimate.value, let error = error(estimate) else {
        return nil
      }
      return (index, value, error)
    }
    guard known.count > 1, let metric = entries.first?.now.question.metric,
      let scale = spread(metric, known.map(\.value))
    else { return [:] }
    let result = hierarchicalNormal(
      known.map(\.value), standardErrors: known.map(\.error), tauScale: scale)
    guard result.status == .ok else { return [:] }
    return Dictionary(
      uniqueKeysWithValues: zip(known, result.agents).map { known, agent in
        let estimate = agent.estimate
        return (
          known.place,
          Estimate(
            value: estimate.value.map(metric.clipped), lower: estimate.lower.map(metric.clipped),
            upper: estimate.upper.map(metric.clipped), n: entries[known.place].now.n,
            method: .hierarchicalNormal)
        )
      })
  }

  /// How large a spread between people is plausible, in the metric's unit.
  private static func spread(_ metric: Metric, _ values: [Double]) -> Double? {
    switch metric.unit {
    case .share: return 0.1
    case .score: return 10
    case .points: return 20
    case .seconds, .count:
      let typical = values.reduce(0, +) / Double(values.count)
      return typical > 0 ? typical / 3 : nil
    }
  }
}

extension TeamPicture {
  private struct Around {
    let centre: Double
    let tau2: Double
    let limits: [[FunnelLimits]]

    func isOutside(_ reading: Reading) -> Bool {
      guard reading.denominator >= Estimate.fewestToCompare,
        let outer = funnelLimits(n: reading.denominator, target: centre, level: 0.998)
      else { return false }
      let limits = outer.inflated(by: tau2)
      let share = Double(reading.numerator) / Double(reading.denominator)
      return share < limits.lower || share > limits.upper
    }
  }

  /// With fewer people the spread between them cannot be told from one who stands out.
  private static let fewestToWiden = 10

  private static func funnel(_ entries: [Entry], _ teamBefore: Reading) -> Around? {
    guard teamBefore.question.metric.kind == .share, teamBefore.estimate.isComparable,
      let centre = teamBefore.estimate.value, centre > 0, centre < 1
    else { return nil }
    let counted = entries.map(\.now).filter { $0.denominator > 0 }
    guard counted.count > 1, let most = counted.map(\.denominator).max() else { return nil }
    let spread = overdispersion(
      counted.map { Double($0.numerator) / Double($0.denominator) },
      standardErrors: counted.map {
        (centre * (1 - centre) / Double($0.denominator)).squareRoot()
      }, target: centre)
    // In a small team whoever stands out would widen their own limits.
    let tau2 = counted.count < fewestToWiden ? 0 : spread.tau2 ?? 0
    let volumes = (1...24).map { max(1, most * $0 / 24) }
    let limits = [0.95, 0.998].map { level in
      volumes.compactMap {
        funnelLimits(n: $0, target: centre, level: level)?.inflated(by: tau2)
      }
    }
    return Around(centre: centre, tau2: tau2, limits: limits)
  }
}
