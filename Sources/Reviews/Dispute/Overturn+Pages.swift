internal import Kernel
internal import Markup
internal import Storage
internal import Web

/// What disputes and second looks say together, for those who lead or analyse.
enum OverturnPages {
  static func add(to routes: Routes) {
    routes.get("/disputes/figures", allow: .export, .teamReport) { visit in
      let picture = try await picture(visit)
      return visit.page(
        visit.text("overturn.title"), OverturnView(visit: visit, picture: picture).html)
    }
    routes.get("/disputes/figures/criteria.csv", allow: .export, .teamReport) { visit in
      try await picture(visit).byCriterion(visit.text).file(visit)
    }
  }

  private static func picture(_ visit: Visit) async throws -> OverturnPicture {
    let (actor, now, zone) = (visit.actor, visit.world.now(), visit.zone)
    let wanted = visit.query("team")
    guard actor.can(.read, .dispute) else { throw Problem.notFound }
    return try await visit.database.read { db in
      try OverturnPicture.of(actor, team: wanted, now: now, zone: zone, in: db)
    }
  }
}
