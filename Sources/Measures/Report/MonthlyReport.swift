public import Kernel
internal import People
public import Storage
public import Web

/// The report of a month for who keeps the installation: everything in it, as a file that stands
/// alone and as sentences.
public struct MonthlyReport: Sendable {
  /// A whole HTML file.
  public let document: [UInt8]
  /// What the report says first, and then each thing it says.
  public let sentences: [String]

  /// Why there is no report.
  public enum Refusal: Error, Hashable, Sendable {
    /// Expected a year and a month, such as `2026-10`, that has begun.
    case month(String)
    case team(String)
    case person(String)
  }

  /// Whose month, by name: a team's name, or a person's address or name; without either the centre's.
  public enum Whose: Hashable, Sendable {
    case centre
    case team(String)
    case person(String)
  }

  /// Reads the report of a workspace.
  ///
  /// - Throws: ``Refusal`` when the month or the name is unknown.
  public init(
    _ whose: Whose, month name: String, language: Language? = nil, words: Words,
    published: [PublishedFigure], reviews: PublishedReviews, scope: Scope, now: Instant,
    in db: any Connection
  ) throws {
    let workspace = try Workspace.find(scope, in: db)
    let zone = workspace?.zone ?? .utc
    let today = zone.day(of: now)
    guard let month = ReportPages.month(name), month.first <= today else {
      throw Refusal.month(name)
    }
    let text = Text(
      words,
      language: language ?? workspace.flatMap { Language(rawValue: $0.language) } ?? .en,
      zone: zone)
    // Who reads the data folder sees what a lead of all teams sees.
    let keeper = Actor(
      person: Identifier(rawValue: 0), name: "", workspace: scope.workspace,
      grants: [Grant(.lead), Grant(.analyst)])
    let reader = ReportReader(
      readings: Readings(scope: scope, now: now, published: published), reviews: reviews,
      circle: try ReaderCircle.read(keeper, in: db), text: text, today: today)
    let model = try reader.model(
      of: try Self.subject(whose, scope, in: db), in: month, from: db)
    document = ReportDocument(model: model, text: text).bytes
    let said = ReportSentences(model: model, text: text)
    sentences = [said.lede] + (model.isEmpty ? [] : model.claims.map(said.sentence))
  }

  private static func subject(
    _ whose: Whose, _ scope: Scope, in db: any Connection
  ) throws -> Subject {
    switch whose {
    case .centre: return .centre
    case .team(let name):
      let found = try Team.all(scope, in: db).first { $0.name.lowercased() == name.lowercased() }
      guard let found else { throw Refusal.team(name) }
      return .team(found.id)
    case .person(let name):
      let folded = name.lowercased()
      let all = try Person.all(scope, in: db)
      guard
        let found = all.first(where: { $0.email == folded })
          ?? all.first(where: { $0.name.lowercased() == folded })
      else { throw Refusal.person(name) }
      return .person(found.id)
    }
  }
}

extension MonthlyReport.Refusal: CustomStringConvertible {
  public var description: String {
    switch self {
    case .month(let text):
      "'\(text)' is no month that has begun; expected a year and a month, such as 2026-10"
    case .team(let name): "there is no team called '\(name)'"
    case .person(let name): "there is nobody with the address or name '\(name)'"
    }
  }
}
