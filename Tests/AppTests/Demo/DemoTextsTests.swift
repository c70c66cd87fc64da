import Conversations
import Kernel
import Statistics
import Testing

@testable import App

struct DemoTextsTests {
  @Test func `every language says every part of the reasons it knows`() {
    for script in DemoScript.all {
      for part in DemoScript.Part.general {
        #expect(!script.phrases(part, nil).isEmpty, "\(script.language) \(part)")
      }
      #expect(script.reasons.contains(.pairing))
      for reason in script.reasons {
        for part in DemoScript.Part.special {
          #expect(!script.phrases(part, reason).isEmpty, "\(script.language) \(reason) \(part)")
        }
      }
    }
    #expect(Set(DemoScript.all[0].reasons) == Set(DemoReason.allCases))
  }

  @Test func `a phrase fills its places and chooses its words`() {
    let phrase = Phrase("[Hi|Hello] {first}, [order {order}|no order].")
    var facts = Facts()
    facts.set(.first, "Ada")
    facts.set(.order, "L1")
    var chance = SplitMix64(seed: 4)
    var told: Set<String> = []
    for _ in 0..<100 {
      var text: [UInt8] = []
      phrase.tell(facts, using: &chance, to: &text)
      told.insert(String(decoding: text, as: UTF8.self))
    }
    #expect(
      told == [
        "Hi Ada, order L1.", "Hello Ada, order L1.", "Hi Ada, no order.", "Hello Ada, no order.",
      ])
  }

  @Test func `no text keeps a placeholder or an empty sentence`() {
    let story = DemoStory(DemoOptions(seed: 7, conversations: 2500), now: noon)
    for record in DemoConversations(story) {
      for text in record.messages.map(\.text) + [record.subject].compactMap(\.self) {
        let isClean = !text.contains { "{}[]|".contains($0) } && !text.contains("  ")
        #expect(isClean && !text.isEmpty && !text.contains(" ,"), "\(record.externalID): \(text)")
      }
    }
  }

  @Test func `ten thousand conversations do not look alike`() {
    let story = DemoStory(DemoOptions(seed: 1, conversations: 10_000), now: noon)
    var openings: Set<String> = []
    var whole: Set<[String]> = []
    for record in DemoConversations(story) {
      let words = record.messages.map(\.text)
      openings.insert(words.first ?? "")
      whole.insert(words)
    }
    #expect(openings.count > 4000)
    #expect(whole.count > 9600)
  }
}

/// Saturday, 21 November 2026, 12:00 UTC.
let noon = Instant(milliseconds: 1_795_262_400_000)
