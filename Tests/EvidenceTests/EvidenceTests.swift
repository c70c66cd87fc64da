import Evidence
import Testing
import Web

@Suite struct EvidenceFeatureTests {
  @Test func `it has its name`() {
    #expect(Feature.evidence.name == "evidence")
  }
}
