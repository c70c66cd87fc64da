internal import Kernel
internal import Storage
internal import Web

/// What stands beside the criteria of a scorecard: why each one is asked.
struct Guide: Sendable {
  var purpose: Purpose?
  /// How the thing is done that a criterion asks about, by criterion.
  var procedures: [Criterion.ID: [Procedure]] = [:]

  static let empty = Guide()

  /// The guide to a rubric, for somebody who reads or rates with it.
  static func of(_ rubric: Rubric, for actor: Actor, in db: any Connection) throws -> Guide {
    var guide = Guide()
    if actor.can(.read, .purpose) {
      guide.purpose = try Purpose.current(actor.scope, in: db)?.purpose
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
}
