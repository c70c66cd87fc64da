internal import Kernel
internal import Storage

extension Plan {
  /// A column of the table `cycle`, and what a plan puts there.
  private struct Column: Sendable {
    let name: SQL
    let value: @Sendable (Plan) -> SQL

    init(_ name: SQL, _ value: @escaping @Sendable (Plan) -> SQL) {
      self.name = name
      self.value = value
    }
  }

  /// Where each part of a plan stands: the one list for reading, planning and revising.
  private static let stored: [Column] = [
    Column("first_day") { "\($0.firstDay)" },
    Column("last_day") { "\($0.lastDay)" },
    Column("scorecard_version_id") { "\($0.scorecard)" },
    Column("reflect_by") { "\($0.reflectBy)" },
    Column("review_by") { "\($0.reviewBy)" },
    Column("share_on") { "\($0.shareOn)" },
    Column("sample_minimum") { "\($0.size.minimum)" },
    Column("sample_percent") { "\($0.size.percent)" },
    Column("sampling") { "\($0.sampling)" },
    Column("reviews_each") { "\($0.reviewsPerConversation)" },
    Column("asks_self") { "\($0.asksSelfAssessment)" },
    Column("names_reviewers") { "\($0.namesReviewers)" },
    Column("expert_percent") { "\($0.expertPercent)" },
    Column("learn_days") { "\($0.daysToLearn)" },
  ]

  /// The names of its columns with commas between them.
  static let columns = SQL.joined(stored.map(\.name), separator: ", ")

  /// Its values in the order of ``columns``.
  var values: SQL { SQL.joined(Plan.stored.map { $0.value(self) }, separator: ", ") }

  /// Each column with its value, for `UPDATE`.
  var assignments: SQL {
    SQL.joined(Plan.stored.map { "\($0.name) = \($0.value(self))" }, separator: ", ")
  }

  init(row: Row) throws {
    self.init(
      firstDay: try row.get("first_day"), lastDay: try row.get("last_day"),
      scorecard: try row.get("scorecard_version_id"), reflectBy: try row.get("reflect_by"),
      reviewBy: try row.get("review_by"), shareOn: try row.get("share_on"),
      size: SampleSize(
        minimum: try row.get("sample_minimum"), percent: try row.get("sample_percent")),
      sampling: try row.get("sampling") ?? SamplingRule(),
      reviewsPerConversation: try row.get("reviews_each"),
      asksSelfAssessment: try row.get("asks_self"),
      namesReviewers: try row.get("names_reviewers"),
      expertPercent: try row.get("expert_percent"),
      daysToLearn: try row.get("learn_days"))
  }
}
