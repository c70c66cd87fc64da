internal import Conversations
internal import Kernel
internal import Storage
internal import Web

/// What stands beside the criteria of a scorecard: why each one is asked.
struct Guide: Sendable {
  var purpose: Purpose?
  /// How the thing is done that a criterion asks about, by criterion.
  var procedures: [Criterion.ID: [Procedure]] = [:]
  /// What the points of its scale look like, by criterion; names covered where they must be.
  var examples: [Criterion.ID: [Example]] = [:]

  /// An example as somebody who rates sees it.
  struct Example: Sendable {
    let id: Benchmark.ID
    let option: Criterion.Option.ID
    let quote: String
    let why: String
  }

  static let empty = Guide()

  /// The guide to a rubric, for somebody who reads or rates with it.
  ///
  /// Examples from the conversation that is being rated are left out: they would say the answer.
  static func of(
    _ rubric: Rubric, for actor: Actor, apartFrom conversation: Conversation.ID? = nil,
    in db: any Connection
  ) throws -> Guide {
    var guide = Guide()
    if actor.can(.read, .purpose) {
      guide.purpose = try Purpose.current(actor.scope, in: db)?.purpose
    }
    if actor.can(.read, .benchmark) {
      guide.examples = try examples(rubric, for: actor, apartFrom: conversation, in: db)
    }
    if actor.can(.read, .procedure) {
      let inForce = try Procedure.all(actor.scope, in: db).filter {
        $0.current != nil && !$0.isRetired
      }
      let links = try Procedure.links(actor.scope, in: db)
      for criterion in rubric.criteria {
        guide.procedures[criterion.id] = inForce.filter {
          links[$0.id]?.contains(criterion.id) == true
        }
      }
    }
    return guide
  }

  private static func examples(
    _ rubric: Rubric, for actor: Actor, apartFrom conversation: Conversation.ID?,
    in db: any Connection
  ) throws -> [Criterion.ID: [Example]] {
    let found = try Benchmark.inForce(
      for: rubric.criteria.map(\.id), actor.scope, in: db
    ).filter { $0.conversation != conversation }
    let covers = try Redaction.all(of: found.map(\.conversation), for: actor, in: db)
    return found.reduce(into: [:]) { examples, benchmark in
      let cover = covers[benchmark.conversation]
      let (quote, why) = (benchmark.evidence.quote, benchmark.why)
      examples[benchmark.criterion, default: []].append(
        Example(
          id: benchmark.id, option: benchmark.option, quote: cover?.covered(quote) ?? quote,
          why: cover?.covered(why) ?? why))
    }
  }
}
