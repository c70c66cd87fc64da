public import Kernel

/// One question about a conversation, with a described answer for each point of its scale.
public struct Criterion: Hashable, Sendable, Codable {
  /// The key of a criterion, the same in all versions of a scorecard.
  public typealias ID = Identifier<Criterion>

  public let id: ID
  public var name: String
  /// What the reviewer looks for, in a sentence.
  public var question: String
  /// The criterion's share of its section; the shares of a section's criteria total 1.
  public var share: Double
  public var measure: Measure
  /// The answers from the worst to the best.
  public var options: [Option]
  public var allowsNotApplicable: Bool
  /// The criterion is asked only when this holds; always when `nil`.
  public var condition: Condition?

  public init(
    id: ID, name: String, question: String = "", share: Double = 1, measure: Measure = .choice,
    options: [Option], allowsNotApplicable: Bool = true, condition: Condition? = nil
  ) {
    self.id = id
    self.name = name
    self.question = question
    self.share = share
    self.measure = measure
    self.options = options
    self.allowsNotApplicable = allowsNotApplicable
    self.condition = condition
  }

  /// How an answer is given: by choosing an option, or by a number that falls into a band.
  public enum Measure: Hashable, Sendable, Codable {
    case choice
    /// A count or an amount; the unit is shown behind the field.
    case number(unit: String)
  }

  /// Asked only if another criterion was answered with one of these options.
  public struct Condition: Hashable, Sendable {
    public var criterion: ID
    public var options: Set<Option.ID>

    public init(criterion: ID, options: Set<Option.ID>) {
      self.criterion = criterion
      self.options = options
    }
  }
}

extension Criterion {
  /// One answer and what it means.
  public struct Option: Hashable, Sendable, Codable {
    /// The key of an option, the same in all versions of a scorecard.
    public typealias ID = Identifier<Option>

    public let id: ID
    public var label: String
    /// What the reviewer sees in the conversation when this is the right answer.
    public var anchor: String
    /// The stated value in 0…1; equally spaced between its neighbours when `nil`.
    public var value: Double?
    /// The numbers that fall here, when the criterion asks for a number.
    public var band: Band?
    /// Counts as a critical fail in the second figure, and may fail its section.
    public var isCritical: Bool
    /// Makes the whole review 0.
    public var isFatal: Bool
    public var needsComment: Bool
    /// Why it may have come to this answer; the reviewer ticks what applies.
    public var causes: [Cause]

    public init(
      id: ID, label: String, anchor: String = "", value: Double? = nil, band: Band? = nil,
      isCritical: Bool = false, isFatal: Bool = false, needsComment: Bool = false,
      causes: [Cause] = []
    ) {
      self.id = id
      self.label = label
      self.anchor = anchor
      self.value = value
      self.band = band
      self.isCritical = isCritical
      self.isFatal = isFatal
      self.needsComment = needsComment
      self.causes = causes
    }
  }

  /// A possible reason for an answer.
  public struct Cause: Hashable, Sendable, Codable {
    /// The key of a cause.
    public typealias ID = Identifier<Cause>

    public let id: ID
    public var text: String

    public init(id: ID, text: String) {
      self.id = id
      self.text = text
    }
  }

  /// The numbers from one end up to, but not with, the other; open where an end is missing.
  public struct Band: Hashable, Sendable, Codable {
    public var from: Double?
    public var below: Double?

    public init(from: Double? = nil, below: Double? = nil) {
      self.from = from
      self.below = below
    }

    public func contains(_ number: Double) -> Bool {
      (from.map { number >= $0 } ?? true) && (below.map { number < $0 } ?? true)
    }
  }

  /// The values of the options: stated, or equally spaced between the stated ones.
  ///
  /// The worst is 0 and the best 1 unless stated otherwise (formula 1).
  public var values: [Double] {
    guard options.count > 1 else { return options.map { $0.value ?? 1 } }
    var values = options.map(\.value)
    values[0] = values[0] ?? 0
    values[options.count - 1] = values[options.count - 1] ?? 1
    var result = values.map { $0 ?? 0 }
    var known = 0
    for index in values.indices.dropFirst() where values[index] != nil {
      for between in known + 1..<index where index - known > 1 {
        let place = Double(between - known) / Double(index - known)
        result[between] = result[known] + place * (result[index] - result[known])
      }
      known = index
    }
    return result
  }

  /// The value of an option in 0…1.
  public func value(of option: Option.ID) -> Double? {
    guard let index = options.firstIndex(where: { $0.id == option }) else { return nil }
    return values[index]
  }

  /// The option a choice leads to; `nil` for "not applicable" and for what is not on the scale.
  public func option(for choice: Answer.Choice) -> Option? {
    switch choice {
    case .notApplicable: nil
    case .option(let id): options.first { $0.id == id }
    case .number(let number):
      number.isFinite ? options.first { $0.band?.contains(number) ?? false } : nil
    }
  }
}
