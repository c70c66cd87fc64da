public import Kernel

/// What a scorecard asks: sections, criteria, and what each option of a criterion means.
///
/// A rubric is a value; drafts, versions and reviews hold one each. Ids stay the same from version
/// to version, so that ratings of one criterion can be followed through all of them.
public struct Rubric: Hashable, Sendable, Codable {
  public var name: String
  /// Why the team reviews with it, in one sentence.
  public var purpose: String
  /// The language its texts are written in: `en`, `zh-Hans`, `ru` or `he`.
  public var language: String
  /// Whether a critical option sets the value of its whole section to 0.
  public var failsSection: Bool
  public var sections: [Section]

  public init(
    name: String, purpose: String = "", language: String = "en", failsSection: Bool = false,
    sections: [Section] = []
  ) {
    self.name = name
    self.purpose = purpose
    self.language = language
    self.failsSection = failsSection
    self.sections = sections
  }

  /// Criteria that belong together and share one weight.
  public struct Section: Hashable, Sendable, Codable {
    /// The key of a section.
    public typealias ID = Identifier<Section>

    public let id: ID
    public var name: String
    /// The section's share of the score; the shares of all sections total 1.
    public var share: Double
    public var criteria: [Criterion]

    public init(id: ID, name: String, share: Double = 1, criteria: [Criterion] = []) {
      self.id = id
      self.name = name
      self.share = share
      self.criteria = criteria
    }
  }

  /// All criteria in the order in which they are asked.
  public var criteria: [Criterion] { sections.flatMap(\.criteria) }

  /// The criterion with that key.
  public func criterion(_ id: Criterion.ID) -> Criterion? {
    for section in sections {
      if let found = section.criteria.first(where: { $0.id == id }) { return found }
    }
    return nil
  }

  /// The section that holds a criterion.
  public func section(of id: Criterion.ID) -> Section? {
    sections.first { section in section.criteria.contains { $0.id == id } }
  }

  /// A criterion's share of the whole score: its section's share times its own.
  public func weight(of id: Criterion.ID) -> Double {
    guard let section = section(of: id), let criterion = criterion(id) else { return 0 }
    let sections = Shares(self.sections.map(\.share))
    let criteria = Shares(section.criteria.map(\.share))
    guard let outer = self.sections.firstIndex(where: { $0.id == section.id }),
      let inner = section.criteria.firstIndex(where: { $0.id == criterion.id })
    else { return 0 }
    return sections[outer] * criteria[inner]
  }
}
