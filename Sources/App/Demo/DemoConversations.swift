internal import Conversations
internal import Kernel
internal import Statistics

/// The demo's conversations, one after the other in the order of time, in constant memory.
struct DemoConversations: Sequence, Sendable {
  let story: DemoStory
  /// The numbers of the conversations.
  let numbers: Range<Int>

  init(_ story: DemoStory, numbers: Range<Int>? = nil) {
    self.story = story
    self.numbers = numbers ?? 0..<story.options.conversations
  }

  var underestimatedCount: Int { numbers.count }

  func makeIterator() -> Iterator { Iterator(story: story, rest: numbers) }

  /// Tells one conversation after the other.
  struct Iterator: IteratorProtocol {
    let story: DemoStory
    var rest: Range<Int>
    private var slot: DemoCalendar.Slot?

    init(story: DemoStory, rest: Range<Int>) {
      self.story = story
      self.rest = rest
    }

    mutating func next() -> ConversationRecord? {
      guard let number = rest.popFirst() else { return nil }
      let slot =
        slot.flatMap { $0.contacts.contains(number) ? $0 : nil }
        ?? story.calendar.slot(of: number)
      self.slot = slot
      return DemoConversations.record(DemoPlan(number, in: slot, of: story), story)
    }
  }

  /// What was planned for the conversation of that number.
  static func plan(_ number: Int, _ story: DemoStory) -> DemoPlan {
    DemoPlan(number, in: story.calendar.slot(of: number), of: story)
  }

  static func record(_ plan: DemoPlan, _ story: DemoStory) -> ConversationRecord {
    var telling = DemoTelling(plan, story)
    telling.tell()
    return telling.finished()
  }
}
