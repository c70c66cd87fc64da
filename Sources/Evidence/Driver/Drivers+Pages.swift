internal import Kernel
internal import People
internal import Storage
internal import Web

/// What goes together with dissatisfaction, for those who read the reports of a team.
enum DriverPages {
  static func add(to routes: Routes) {
    routes.get("/evidence/drivers", allow: .export, .teamReport) { visit in
      let view = try await view(visit)
      return visit.page(visit.text("driver.title"), view.html)
    }
    routes.get("/evidence/drivers/words.csv", allow: .export, .teamReport) { visit in
      let lines = try await view(visit).csv
      return visit.table(name: "words.csv") { write in
        for line in lines { try await write(line) }
      }
    }
  }

  private static func view(_ visit: Visit) async throws -> DriversView {
    let span = RecentDays(visit.query("period"), today: visit.today)
    let (actor, zone) = (visit.actor, visit.zone)
    let source = try await visit.database.read { db in
      try Drivers.Source(span, zone: zone, for: actor, in: db)
    }
    return DriversView(drivers: Drivers(source), span: span, text: visit.text)
  }
}
