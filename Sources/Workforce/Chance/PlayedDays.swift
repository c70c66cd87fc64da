internal import Staffing
internal import Synchronization

/// Days that were played a moment ago.
///
/// Each move of a slider is held against the same day without it, and chance is a seed: what was
/// played once need not be played again.
final class PlayedDays: Sendable {
  /// All pages ask the same ones.
  static let recent = PlayedDays()

  private struct Play {
    let plan: DayPlan
    let days: Int
    let chance: DayChance
  }

  private let plays = Mutex<[Play]>([])
  private let most: Int

  /// Keeps so many plays, the newest first.
  init(most: Int = 24) {
    self.most = most
  }

  /// The chance of a plan that is played so many times, on the days of one seed.
  func chance(of plan: DayPlan, days: Int) -> DayChance {
    let known = plays.withLock { plays in
      plays.first { $0.days == days && $0.plan == plan }?.chance
    }
    if let known { return known }
    let chance = DayChance(of: plan, days: days, seed: Prospect.seed, threads: 1)
    plays.withLock { plays in
      plays.insert(Play(plan: plan, days: days, chance: chance), at: 0)
      if plays.count > most { plays.removeLast() }
    }
    return chance
  }
}
