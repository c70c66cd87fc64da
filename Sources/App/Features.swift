internal import Storage
internal import Web

extension Feature {
  /// The product's table of contents.
  static let all: [Feature] = [
    .health
  ]

  /// Every step of every schema, in the order of the features.
  static let everyMigration: [Migration] = Job.migrations + all.flatMap(\.migrations)
}
