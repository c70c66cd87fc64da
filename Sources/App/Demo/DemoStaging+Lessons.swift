internal import Evidence
internal import Kernel
internal import Reviews
internal import Storage
internal import Web

extension DemoStaging {
  /// Asks for a lesson of each criterion; the program gives it once it runs, in the background.
  ///
  /// A small demo has too few reviews, and its page says so.
  func queueLessons() async throws {
    let (scope, world) = (crew.scope, clock.world)
    try await database.write { db in
      try LearnedScores.queueLessons(
        of: PublishedAnswers.reviews, scope: scope, world: world, in: db)
    }
  }
}
