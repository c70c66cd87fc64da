import Workforce
import Testing
import Web

@Suite struct WorkforceFeatureTests {
  @Test func `it has its name`() {
    #expect(Feature.workforce.name == "workforce")
  }
}
