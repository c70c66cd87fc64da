internal import People

/// What conversations would have needed and did not get.
struct Shortfall {
  /// How many went to somebody who does not read them although somebody of the team does.
  private(set) var unread = 0
  /// How many went to somebody without the skill although somebody of the team has it.
  private(set) var unskilled = 0
  private(set) var remarks: [Assignment.Remark] = []

  init(
    _ rule: Assignment.Rule, _ eyes: Eyes, _ work: [Assignment.Work],
    _ dealt: [Pick.ID: [Person.ID]], isEmpty: Bool
  ) {
    guard !isEmpty else { return }
    let people = rule.reviewers.map(\.person)
    var languages: [String: Int] = [:]
    var skills: [String: Int] = [:]
    for item in work {
      let chosen = dealt[item.pick] ?? []
      guard !chosen.isEmpty else { continue }
      let possible = people.filter { person in
        person != item.agent
          && !rule.conflicts.contains(.init(reviewer: person, reviewed: item.agent))
      }
      if let language = item.language, chosen.contains(where: { !eyes.fit.reads($0, item) }) {
        if eyes.fit.readers(of: item, among: possible).isEmpty {
          languages[language, default: 0] += 1
        } else {
          unread += 1
          languages[language, default: 0] += 1
        }
      }
      guard !item.skills.isEmpty, chosen.allSatisfy({ eyes.fit.matches($0, item) == 0 }) else {
        continue
      }
      if possible.contains(where: { eyes.fit.matches($0, item) > 0 }) {
        unskilled += 1
      } else {
        for skill in item.skills { skills[skill, default: 0] += 1 }
      }
    }
    for (language, count) in languages.sorted(by: { $0.key < $1.key }) {
      remarks.append(.languageUnknown(language, conversations: count))
    }
    for (skill, count) in skills.sorted(by: { $0.key < $1.key }) {
      remarks.append(.skillMissing(skill, conversations: count))
    }
    if unskilled > 0 { remarks.append(.skillForBalance(conversations: unskilled)) }
  }
}

/// Who may look at whose work, and who of them fits a conversation.
struct Eyes {
  /// The people a conversation is dealt among: all who may, who reads it, who fits it best.
  struct Around {
    let all: [Person.ID]
    let readers: [Person.ID]
    let skilled: [Person.ID]
  }

  let fit: Fit
  private let byReviewed: [Person.ID: [Person.ID]]
  private let needed: Int

  init(pairs: [Assignment.Pair], rule: Assignment.Rule) {
    needed = rule.reviewsPerConversation
    fit = Fit(rule.reviewers)
    byReviewed = Dictionary(grouping: pairs, by: \.reviewed).mapValues { pairs in
      let fresh = pairs.filter { !rule.past.contains($0.swapped) }
      return (fresh.count >= rule.reviewsPerConversation ? fresh : pairs).map(\.reviewer)
    }
  }

  func circle(for work: Assignment.Work) -> Around {
    let all = byReviewed[work.agent] ?? []
    let choice = fit.choice(for: work, among: all, atLeast: needed)
    return Around(all: all, readers: choice.readers, skilled: choice.skilled)
  }

  func reason(
    for work: Assignment.Work, _ around: Around, _ reviewer: Person.ID
  ) -> Assignment.Reason {
    if around.skilled.count < around.readers.count, around.skilled.contains(reviewer) {
      return .skill(work.skills.sorted().joined(separator: ", "), among: around.skilled.count)
    }
    guard let language = work.language, around.readers.count < around.all.count else {
      return .lot(among: around.readers.count)
    }
    return .language(language, among: around.readers.count)
  }
}
