internal import Foundation
internal import Kernel
internal import Storage
internal import Web

extension MachineAnswer {
  private init(_ row: Row) throws {
    let reasons: String = try row.get("reasons")
    let doubt: String? = try row.get("doubt")
    self.init(
      point: try row.get("point"), chance: try row.get("chance"),
      expected: try row.get("expected"), doubt: doubt.flatMap(Doubt.init(rawValue:)),
      reasons: try JSONDecoder().decode([Reason].self, from: Data(reasons.utf8)))
  }

  /// What the newest versions say of one conversation, by criterion.
  static func all(
    in conversation: Int64, _ scope: Scope, in db: any Connection
  ) throws -> [Int64: MachineAnswer] {
    try db.rows(
      """
      SELECT criterion_id, point, chance, expected, doubt, reasons FROM learned_answer
      WHERE workspace_id = \(scope) AND conversation_id = \(conversation)
      """
    ).reduce(into: [:]) { $0[try $1.get("criterion_id")] = try MachineAnswer($1) }
  }

  /// What the newest version of a criterion says, by conversation.
  static func all(
    of criterion: Int64, _ scope: Scope, in db: any Connection
  ) throws -> [Int64: MachineAnswer] {
    try db.rows(
      """
      SELECT conversation_id, point, chance, expected, doubt, reasons FROM learned_answer
      WHERE workspace_id = \(scope) AND criterion_id = \(criterion)
      """
    ).reduce(into: [:]) { $0[try $1.get("conversation_id")] = try MachineAnswer($1) }
  }

  /// The mean values alone, 0…1, by criterion and conversation.
  static func expected(
    _ scope: Scope, in db: any Connection
  ) throws -> [Int64: [Int64: Double]] {
    try db.rows(
      """
      SELECT criterion_id, conversation_id, expected FROM learned_answer
      WHERE workspace_id = \(scope)
      """
    ).reduce(into: [:]) { found, row in
      let (criterion, conversation): (Int64, Int64) = (
        try row.get("criterion_id"), try row.get("conversation_id")
      )
      found[criterion, default: [:]][conversation] = try row.get("expected")
    }
  }

  /// Which conversations have an answer to a criterion.
  static func known(
    of criterion: Int64, _ scope: Scope, in db: any Connection
  ) throws -> Set<Int64> {
    Set(
      try db.rows(
        """
        SELECT conversation_id FROM learned_answer
        WHERE workspace_id = \(scope) AND criterion_id = \(criterion)
        """
      ).map { try $0.get("conversation_id") })
  }

  /// Keeps answers of a version; whoever was slower than a newer version keeps none.
  static func keep(
    _ answers: [(conversation: Int64, answer: MachineAnswer)], of version: LearnedVersion,
    _ scope: Scope, in db: any Connection
  ) throws {
    let newest = try LearnedVersion.newest(scope, in: db)[version.criterion]
    guard newest?.id == version.id, !answers.isEmpty else { return }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    try db.execute(
      """
      DELETE FROM learned_answer
      WHERE workspace_id = \(scope) AND criterion_id = \(version.criterion)
        AND conversation_id IN (\(list: answers.map(\.conversation)))
      """)
    var rows = Batch(
      "learned_answer",
      """
      workspace_id, criterion_id, conversation_id, version_id, point, chance, expected, doubt, \
      reasons
      """)
    for (conversation, answer) in answers {
      rows.add(scope.workspace)
      rows.add(version.criterion)
      rows.add(conversation)
      rows.add(version.id)
      rows.add(answer.point)
      rows.add(answer.chance)
      rows.add(answer.expected)
      rows.add(answer.doubt?.rawValue)
      rows.add(String(decoding: try encoder.encode(answer.reasons), as: UTF8.self))
    }
    try db.insert(rows)
  }
}
