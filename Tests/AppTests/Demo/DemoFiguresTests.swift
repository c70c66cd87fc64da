import Foundation
import Kernel
import Measures
import Storage
import Support
import Testing
import Web

@testable import App

/// The figures of the demo, with everything that all rooms publish, as people read them.
struct DemoFiguresTests {
  @Test(arguments: Engine.available)
  func `every number of the demo opens as many things as it says, for each role`(
    engine: Engine
  ) async throws {
    try await withPremises(engine) { premises in
      for role in [Role.analyst, .auditor, .lead, .agent, .planner] {
        let client = premises.browser(role)
        var opened = 0
        for metric in Metric.all {
          let page = try await client.get("/measures/metrics/\(metric.id)?period=90d")
          #expect(page.status == 200, "\(metric.id) for \(role)")
          guard
            let link = page.body.firstMatch(
              of: #/<a href="([^"]+)">([0-9,]+) [a-z ]+<span class="visually-hidden">: /#)
          else { continue }
          let path = String(link.1).replacing("&amp;", with: "&")
          let list = try await client.get(path)
          #expect(list.status == 200, "\(path) for \(role)")
          let lede = list.body.firstMatch(of: #/class="lede">[^0-9]*([0-9,]+)/#)
          #expect(lede?.1 == link.2, "\(metric.id) for \(role)")
          opened += 1
        }
        // A planner reads no conversations; nobody else has a page of numbers that open nothing.
        #expect(role == .planner ? opened == 0 : opened > 20, "\(opened) for \(role)")
      }
    }
  }
}
