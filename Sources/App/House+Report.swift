internal import Kernel
public import Measures
internal import People
internal import Reviews
internal import Storage
public import Web

extension House {
  /// The report of a month in the first workspace; see ``MonthlyReport``.
  ///
  /// - Throws: ``HouseError/noWorkspace``, ``MonthlyReport/Refusal``.
  public func report(
    _ whose: MonthlyReport.Whose, month: String, language: Language?
  ) async throws -> MonthlyReport {
    let now = world.now()
    return try await database.read { db in
      guard let workspace = try Workspace.all(in: db).first else { throw HouseError.noWorkspace }
      return try MonthlyReport(
        whose, month: month, language: language, words: Self.words,
        published: PublishedFigure.all, reviews: .reviews, scope: workspace.scope, now: now,
        in: db)
    }
  }
}
