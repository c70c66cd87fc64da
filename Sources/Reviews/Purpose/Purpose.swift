public import Kernel
public import People

/// What the team is for, in one sentence, and the values that its criteria hang from.
public struct Purpose: Hashable, Sendable {
  public var sentence: String
  /// In the order the team wants them read.
  public var values: [Value]

  public init(sentence: String, values: [Value] = []) {
    self.sentence = sentence
    self.values = values
  }

  /// Something the team holds to, and the criteria that look at it.
  public struct Value: Hashable, Sendable {
    /// The key of a value, the same in all versions.
    public typealias ID = Identifier<Value>

    public let id: ID
    public var name: String
    /// How one notices it at work, in a sentence.
    public var meaning: String
    public var criteria: Set<Criterion.ID>

    public init(id: ID, name: String, meaning: String = "", criteria: Set<Criterion.ID> = []) {
      self.id = id
      self.name = name
      self.meaning = meaning
      self.criteria = criteria
    }
  }

  /// The values a criterion serves.
  public func values(of criterion: Criterion.ID) -> [Value] {
    values.filter { $0.criteria.contains(criterion) }
  }
}

extension Purpose {
  /// What keeps it from being written down.
  public enum Fault: Hashable, Sendable {
    case noSentence
    case longSentence
    case noValues
    case tooManyValues
    case unnamed(Value.ID)
    /// Two values of the same name.
    case twice(Value.ID)
  }

  /// As long as a sentence that people can say by heart.
  public static let longestSentence = 240
  /// More than that nobody remembers.
  public static let mostValues = 7

  /// The faults in the order of the form.
  public var faults: [Fault] {
    var faults: [Fault] = []
    if sentence.isBlank { faults.append(.noSentence) }
    if sentence.count > Self.longestSentence { faults.append(.longSentence) }
    if values.isEmpty { faults.append(.noValues) }
    if values.count > Self.mostValues { faults.append(.tooManyValues) }
    var names: Set<String> = []
    for value in values {
      if value.name.isBlank {
        faults.append(.unnamed(value.id))
      } else if !names.insert(value.name.trimmed.lowercased()).inserted {
        faults.append(.twice(value.id))
      }
    }
    return faults
  }
}

/// One wording of the purpose: never altered, so that everybody can see how it came to be.
public struct PurposeVersion: Hashable, Sendable {
  /// The key of a version.
  public typealias ID = Identifier<PurposeVersion>

  public let id: ID
  /// Counts the versions from 1.
  public let number: Int
  public let purpose: Purpose
  /// Why it was changed, in the words of who did.
  public let note: String
  public let writtenAt: Instant
  public let writtenBy: Person.ID?
}

/// Why a change to the purpose was refused.
public enum PurposeError: Error, Hashable, Sendable {
  /// Somebody else wrote a newer version in the meantime.
  case stale
  case faulty([Purpose.Fault])
  /// Nothing is different from the newest version.
  case unchanged
}
