import Kernel
import Testing

@testable import Reviews

@Suite struct FeedbackTests {
  @Test func `criticism needs a next step, praise does not`() {
    let praise = Feedback(.praise, did: "Named the worry", effect: "The customer relaxed")
    #expect(praise.missing.isEmpty)
    let correction = Feedback(.correction, did: "Passed over the worry", effect: "A second mail")
    #expect(correction.missing == [.nextStep])
    #expect(
      Feedback(.correction, did: "a", effect: "b", nextStep: "Ask first").missing.isEmpty)
  }

  @Test func `what is empty asks for nothing and what is begun asks for the rest`() {
    #expect(Feedback(.correction, did: " ", effect: "\n").isEmpty)
    #expect(Feedback(.correction, did: "", effect: "").missing.isEmpty)
    #expect(
      Feedback(.praise, did: "", effect: "", nextStep: "More of it").missing == [.did, .effect])
  }

  @Test func `a draft comes back from its text as it was`() throws {
    var draft = ReviewDraft(feedback: [
      Feedback(.correction, did: "שלום", effect: "«да»", nextStep: "再试")
    ]
    )
    draft.answers[.init(rawValue: 5)] = Answer(
      .option(.init(rawValue: 9)), comment: "why", causes: [.init(rawValue: 3)])
    draft.answers[.init(rawValue: 6)] = Answer(.number(2.5))
    draft.answers[.init(rawValue: 7)] = Answer(.notApplicable)
    draft.answers[.init(rawValue: 8)] = Answer(nil, comment: "unsure")
    #expect(try ReviewDraft(encoded: draft.encoded()) == draft)
  }
}
