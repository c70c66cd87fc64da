internal import Conversations
internal import Kernel
internal import Linguistics
internal import Statistics
internal import Storage
internal import Web

/// A rule of the workspace in its newest wording.
struct KeptRule: Hashable, Sendable {
  typealias ID = Identifier<KeptRule>

  /// One wording of a rule; earlier ones stay to be looked up.
  struct Wording: Hashable, Sendable {
    typealias ID = Identifier<Wording>

    let id: ID
    let number: Int
    let text: String
    let isActive: Bool
    let at: Instant
    let by: Actor.ID?
  }

  let id: ID
  let name: String
  let wording: Wording

  /// What a rule's name may have at most, in characters.
  static let longestName = 80
  /// So many rules a workspace may have in use.
  static let most = 500

  /// Those that are in use, compiled; wordings that are not understood any more are left out.
  struct Compiled: Sendable {
    let rules: [KeptRule]
    let book: PhraseBook
    /// The newest change of any rule: what was read by an older one is out of date.
    let stamp: Int64

    init(_ all: [KeptRule], stamp: Int64) {
      let understood = all.compactMap { kept -> (KeptRule, PhraseRule)? in
        guard kept.wording.isActive, let rule = try? PhraseRule(kept.wording.text) else {
          return nil
        }
        return (kept, rule)
      }
      rules = understood.map(\.0)
      book = PhraseBook(understood.map(\.1))
      self.stamp = stamp
    }
  }

  /// What people said of a rule's matches, the last word of each on each message.
  struct Record: Hashable, Sendable {
    var right = 0
    var judged = 0

    /// The share of matches that people called right, with Wilson's interval.
    var precision: Estimate { wilsonInterval(successes: right, of: judged) }
  }
}
