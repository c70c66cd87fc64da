internal import Kernel
public import Storage

extension Actor {
  /// The question of ``can(_:_:_:by:)`` as a condition on columns, true for the same rows.
  ///
  /// A column that is not named is as good as `NULL`: nothing is known, nothing allowed by it.
  /// The statement around it still binds the workspace.
  public func predicate(
    _ action: Action, _ resource: Resource, person: StaticName? = nil, team: StaticName? = nil,
    assignedTo: StaticName? = nil, by policy: Policy = .standard
  ) -> SQL {
    let reach = policy.reach(of: self, action, resource)
    let refusal = policy.refusal(of: action, resource)
    var allowed: [SQL] = []
    if reach.contains(.all) {
      allowed = ["1 = 1"]
    } else {
      if reach.contains(.own), let person { allowed.append(isSelf(person)) }
      if reach.contains(.assigned), let assignedTo { allowed.append(isSelf(assignedTo)) }
      var reached: Set<Team> = reach.contains(.membership) ? teams : []
      if reach.contains(.team) { reached.formUnion(teamsLed) }
      if let team, !reached.isEmpty {
        allowed.append("\(SQL(team)) IN (\(list: reached.sorted()))")
      }
    }
    guard !allowed.isEmpty else { return "(1 = 0)" }
    var conditions: [SQL] = ["(\(SQL.joined(allowed, separator: " OR ")))"]
    if refusal.contains(.own), let person { conditions.append(isSomebodyElse(person)) }
    if refusal.contains(.assigned), let assignedTo {
      conditions.append(isSomebodyElse(assignedTo))
    }
    return "(\(SQL.joined(conditions, separator: " AND ")))"
  }

  private func isSelf(_ column: StaticName) -> SQL { "\(SQL(column)) = \(person)" }

  private func isSomebodyElse(_ column: StaticName) -> SQL {
    "(\(SQL(column)) IS NULL OR \(SQL(column)) <> \(person))"
  }
}
