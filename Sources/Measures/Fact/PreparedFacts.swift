internal import Conversations
internal import Kernel
internal import Web

/// The facts of some courses but for what other contacts of their customers decide.
///
/// That is most of the work and needs no database, so it is done beside the writer.
struct PreparedFacts: Sendable {
  private let ground: FactGround
  private let facts: [(fact: Fact, contribution: Contribution.Written)]
  private let ledger: Ledger

  /// - Complexity: linear in the messages of the courses.
  init(_ courses: [Course], _ ground: FactGround) {
    self.ground = ground
    var ledger = Ledger()
    var complaints: [String: Bool] = [:]
    facts = courses.map { course in
      var fact = Fact(course, ground)
      if let reason = fact.reason, !fact.isComplaint {
        let isNamed = complaints[reason] ?? ComplaintWords.isNamed(reason)
        complaints[reason] = isNamed
        fact.isComplaint = isNamed
      }
      let contribution = fact.contribution(ground)
      ledger.post(contribution)
      return (fact, Contribution.Written(contribution))
    }
    ledger.spread()
    self.ledger = ledger
  }

  /// Whether these are the facts of exactly these courses, and what they rest on still holds.
  func fits(_ courses: [Course], _ ground: FactGround) -> Bool {
    guard facts.count == courses.count, self.ground.rules == ground.rules,
      self.ground.zone == ground.zone, self.ground.calendars == ground.calendars,
      self.ground.promises == ground.promises
    else { return false }
    // By place: a copy of each would cost more than the comparison.
    return facts.indices.allSatisfy { place in
      facts[place].fact.conversation == courses[place].conversation.id
        && courses[place].tags.allSatisfy { self.ground.tags[$0] != nil }
    }
  }

  /// The facts with their customers, and with what the other contacts decide; posts all of it.
  func settled(
    _ courses: [Course], _ visits: [Customer.ID: [Fact.Visitor]], _ ground: FactGround,
    _ ledger: inout Ledger
  ) -> [(fact: Fact, contribution: Contribution.Written)] {
    ledger.add(self.ledger)
    return zip(facts, courses).map { prepared, course in
      var (fact, contribution) = prepared
      fact.customer = course.conversation.customer
      fact.judge(fact.customer.flatMap { visits[$0] } ?? [], ground.rules)
      if let late = fact.lateContribution {
        contribution.add(late)
        ledger.post(late)
      }
      return (fact, contribution)
    }
  }
}
