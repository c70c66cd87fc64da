public import Kernel
public import People

/// Who looks at which conversation, and why that person.
public struct Assignment: Hashable, Sendable {
  public let pick: Pick.ID
  public let reviewer: Person.ID
  public let reason: Reason

  /// Why this person was chosen, as a key of words and its values.
  public enum Reason: Hashable, Sendable {
    /// By lot among colleagues whose work the person reviewed does not look at.
    case lot(among: Int)
    /// By lot among the colleagues who know the conversation's language.
    case language(String, among: Int)
    /// No colleague could without two people looking at each other's work.
    case lead
    /// Everybody looks at their own work first.
    case own
  }
}

extension Assignment {
  /// A conversation that waits for a reviewer.
  public struct Work: Hashable, Sendable {
    public let pick: Pick.ID
    public let agent: Person.ID
    public let language: String?

    public init(pick: Pick.ID, agent: Person.ID, language: String? = nil) {
      self.pick = pick
      self.agent = agent
      self.language = language
    }
  }

  /// Somebody who reviews; without languages any is assumed.
  public struct Reviewer: Hashable, Sendable {
    public let person: Person.ID
    public let languages: Set<String>

    public init(person: Person.ID, languages: Set<String> = []) {
      self.person = person
      self.languages = languages
    }
  }

  /// That one person looked at another's work.
  public struct Pair: Hashable, Sendable {
    public let reviewer: Person.ID
    public let reviewed: Person.ID

    public init(reviewer: Person.ID, reviewed: Person.ID) {
      self.reviewer = reviewer
      self.reviewed = reviewed
    }

    var swapped: Pair { Pair(reviewer: reviewed, reviewed: reviewer) }
  }

  /// What the rule could not do, as facts for a sentence.
  public enum Remark: Hashable, Sendable, Codable {
    /// Two people would look at each other's work; the lead does it instead.
    case swapUnavoidable(conversations: Int)
    /// Nobody may look at these conversations, and there is no lead who could.
    case nobodyLeft(conversations: Int)
    /// The team is too small for so many reviews of one conversation.
    case fewerReviews(asked: Int, possible: Int)
    /// The numbers of conversations are too unequal for equal shares.
    case unequalLoad(least: Int, most: Int)
    /// Nobody free of a swap is known to read the language.
    case languageUnknown(String, conversations: Int)
    /// A pair of the last months comes back the other way round.
    case swappedOverMonths(pairs: Int)
  }

  /// All assignments of a cycle with the remarks that explain them.
  public struct Outcome: Hashable, Sendable {
    public let assignments: [Assignment]
    public let remarks: [Remark]
  }
}
