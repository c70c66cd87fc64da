/// How many of a person's conversations are looked at: at least so many, or a share if that is more.
public struct SampleSize: Hashable, Sendable, Codable {
  /// The least number a person; whoever has fewer is looked at in full.
  public let minimum: Int
  /// The share of a person's conversations in per cent, 0…100.
  public let percent: Int

  public init(minimum: Int, percent: Int = 0) {
    self.minimum = max(1, minimum)
    self.percent = min(100, max(0, percent))
  }

  /// The number drawn from so many conversations; never more than there are.
  public func count(of population: Int) -> Int {
    let share = (population * percent + 99) / 100
    return min(population, max(minimum, share))
  }
}
