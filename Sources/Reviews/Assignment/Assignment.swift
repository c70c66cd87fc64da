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
    /// By lot among the colleagues who have what the conversation needs, by the skills' names.
    case skill(String, among: Int)
    /// No colleague could without two people looking at each other's work.
    case lead
    /// Everybody looks at their own work first.
    case own
    /// By lot, for a blind second look.
    case second(among: Int)
    /// By lot among the experts, because so many of a hundred conversations get a second pair of eyes.
    case expert(among: Int)
    /// Somebody who may do so chose this person.
    case chosen
    /// The person had time and asked for one more.
    case asked
    /// It came from a colleague who could not do it, by lot among those who had least to do.
    case passed(among: Int)
  }
}

extension Assignment {
  /// A conversation that waits for a reviewer.
  public struct Work: Hashable, Sendable {
    public let pick: Pick.ID
    public let agent: Person.ID
    public let language: String?
    /// The names of the skills it needs.
    public let skills: Set<String>

    public init(
      pick: Pick.ID, agent: Person.ID, language: String? = nil, skills: Set<String> = []
    ) {
      self.pick = pick
      self.agent = agent
      self.language = language
      self.skills = skills
    }
  }

  /// Somebody who reviews; without languages any is assumed, without skills none.
  public struct Reviewer: Hashable, Sendable {
    public let person: Person.ID
    public let languages: Set<String>
    public let skills: Set<String>

    public init(person: Person.ID, languages: Set<String> = [], skills: Set<String> = []) {
      self.person = person
      self.languages = languages
      self.skills = skills
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
    /// The same, because too few read the languages the conversations are in.
    case unequalForLanguage(least: Int, most: Int)
    /// The same, because some people may not look at each other's work.
    case unequalForConflicts(least: Int, most: Int)
    /// Nobody free of a swap is known to read the language.
    case languageUnknown(String, conversations: Int)
    /// Nobody who may review has the skill.
    case skillMissing(String, conversations: Int)
    /// Somebody without the skill looks, because otherwise shares would not be equal.
    case skillForBalance(conversations: Int)
    /// So many more reviews by experts were planned than there is anybody for.
    case noExpert(conversations: Int)
    /// A pair of the last months comes back the other way round.
    case swappedOverMonths(pairs: Int)
  }

  /// All assignments of a cycle with the remarks that explain them.
  public struct Outcome: Hashable, Sendable {
    public let assignments: [Assignment]
    public let remarks: [Remark]
  }
}
