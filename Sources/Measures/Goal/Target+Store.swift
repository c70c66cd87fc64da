public import Kernel
internal import People
public import Storage
internal import Web

extension Target {
  /// Every wording of the targets of some goals, by target, in order.
  public static func wordings(
    of goals: [Goal.ID], _ scope: Scope, in db: any Connection
  ) throws -> [Goal.ID: [[Target]]] {
    guard !goals.isEmpty else { return [:] }
    let rows = try db.rows(
      """
      SELECT target_id, number, goal_id, metric, statistic, clock, comparison, value, unit,
        from_day, is_ended
      FROM goal_target
      WHERE workspace_id = \(scope) AND goal_id IN (\(list: goals))
      ORDER BY target_id, number
      """
    ).compactMap { try Target(row: $0) }
    var found: [Goal.ID: [[Target]]] = [:]
    for target in rows {
      let list = found[target.goal] ?? []
      if let last = list.last?.last, last.id == target.id {
        found[target.goal]?[list.count - 1].append(target)
      } else {
        found[target.goal, default: []].append([target])
      }
    }
    return found
  }

  /// Writes the next wording with its entry in the record.
  @discardableResult
  public func write(
    for goal: Goal, scope: Scope, world: World, in db: any Connection
  ) throws -> Target {
    guard isSound else { throw Goal.Refusal.valueOutOfRange }
    guard !goal.isEnded else { throw Goal.Refusal.ended }
    do {
      try db.execute(
        """
        INSERT INTO goal_target
          (workspace_id, id, target_id, number, goal_id, metric, statistic, clock, comparison,
           value, unit, from_day, is_ended, written_at, written_by)
        VALUES
          (\(scope), \(world.key()), \(id), \(number + 1), \(goal.id), \(metric.id),
           \(statistic.rawValue), \(clock.rawValue), \(comparison.rawValue), \(value),
           \(unit.rawValue), \(from), \(isEnded), \(world.now()), \(scope.person))
        """)
    } catch StorageError.constraint {
      throw Goal.Refusal.stale
    }
    try Audit.record(
      number == 0 ? .create : .change, .goal, object: goal.id.rawValue,
      team: try goal.aim.leadingTeam(scope, in: db),
      isEnded ? "target.audit.ended" : "target.audit.written", ["metric": metric.id],
      scope: scope, world: world, in: db)
    return Target(
      id: id, number: number + 1, goal: goal.id, metric: metric, statistic: statistic,
      clock: clock, comparison: comparison, value: value, unit: unit, from: from,
      isEnded: isEnded)
  }

  /// Skips a metric that this version of the program no longer knows.
  private init?(row: Row) throws {
    guard let metric = Metric.named(try row.get("metric")),
      let statistic = Question.Statistic(rawValue: try row.get("statistic")),
      let clock = Question.Clock(rawValue: try row.get("clock")),
      let comparison = Comparison(rawValue: try row.get("comparison")),
      let unit = Period.Unit(rawValue: try row.get("unit"))
    else { return nil }
    self.init(
      id: try row.get("target_id"), number: try row.get("number"), goal: try row.get("goal_id"),
      metric: metric, statistic: statistic, clock: clock, comparison: comparison,
      value: try row.get("value"), unit: unit, from: try row.get("from_day"),
      isEnded: try row.get("is_ended"))
  }
}
