internal import Kernel
internal import Storage
internal import Web

extension ConversationFilter {
  /// The conditions on `conversation c` that the fields make, but for the field a walk is about.
  func facets(besides field: Listing.Field) -> [SQL] {
    var all: [SQL] = []
    func add(_ own: Listing.Field, _ isEmpty: Bool, _ condition: SQL) {
      if !isEmpty, own != field { all.append(condition) }
    }
    add(
      .agent, agents.isEmpty,
      """
      (COALESCE(c.agent_id, 0) IN (\(list: agents))
        OR COALESCE(c.credited_id, 0) IN (\(list: agents)))
      """)
    add(
      .tag, tags.isEmpty,
      """
      EXISTS (SELECT 1 FROM conversation_tag ct WHERE ct.workspace_id = c.workspace_id
        AND ct.conversation_id = c.id AND ct.tag_id IN (\(list: tags)))
      """)
    add(.queue, queues.isEmpty, "COALESCE(c.queue_id, 0) IN (\(list: queues))")
    add(.team, teams.isEmpty, "COALESCE(c.team_id, 0) IN (\(list: teams))")
    add(
      .language, languages.isEmpty,
      "COALESCE(c.language, '') IN (\(list: languages))")
    add(.source, sources.isEmpty, "COALESCE(c.source, '') IN (\(list: sources))")
    add(.status, statuses.isEmpty, "COALESCE(c.status, '') IN (\(list: statuses))")
    add(
      .channel, channels.isEmpty, "COALESCE(c.channel, '') IN (\(list: channels))")
    if !reasons.isEmpty {
      all.append("COALESCE(c.reason, '') IN (\(list: reasons))")
    }
    for signal in signals {
      all.append(
        """
        EXISTS (SELECT 1 FROM conversation_signal cs WHERE cs.workspace_id = c.workspace_id
          AND cs.conversation_id = c.id AND cs.name = \(signal))
        """)
    }
    return all + score
  }

  /// All fields as one condition.
  func conditions() -> SQL { SQL.joined(["1 = 1"] + facets(besides: .none), separator: " AND ") }

  private var score: [SQL] {
    switch satisfaction {
    case .low: ["COALESCE(c.csat, 100) < 50"]
    case .middle: ["COALESCE(c.csat, 0) >= 50 AND COALESCE(c.csat, 0) < 75"]
    case .high: ["COALESCE(c.csat, 0) >= 75"]
    case .answered: ["COALESCE(c.csat, -1) >= 0"]
    case .unanswered: ["c.csat IS NULL"]
    case nil: []
    }
  }
}
