/// How long a chat takes when an agent has several at once, learned from chats that were had.
///
/// A chat gets longer with every further one beside it. The line T(c) = alone · (1 + drag (c − 1)) is
/// fitted by least squares, weighted with the chats; the drag is kept between 0 (chats do not
/// disturb each other) and 1 (no gain from having two).
public struct ChatHandling: Hashable, Sendable {
  /// Seconds a chat takes that is alone.
  public let alone: Double
  /// The share by which each chat beside it makes one longer.
  public let drag: Double

  /// One kind of moment in the past.
  public struct Observation: Hashable, Sendable {
    /// Chats an agent had at once, on average.
    public let concurrency: Double
    /// Seconds a chat took.
    public let handlingTime: Double
    /// How many chats that was.
    public let chats: Double

    public init(concurrency: Double, handlingTime: Double, chats: Double) {
      self.concurrency = concurrency
      self.handlingTime = handlingTime
      self.chats = chats
    }
  }

  /// `nil` for numbers that make no sense.
  public init?(alone: Double, drag: Double) {
    guard alone > 0, alone.isFinite, (0...1).contains(drag) else { return nil }
    self.alone = alone
    self.drag = drag
  }

  /// Learns from chats.
  ///
  /// `nil` without a valid observation. Where the concurrency never changed, the drag cannot be
  /// learned: `usual` stands in for it.
  ///
  /// The usual 0.18 fits the throughput of 1, 1.7, 2.2 and 2.6 chats that the trade reports.
  public init?(_ observations: [Observation], usual: Double = 0.18) {
    let valid = observations.filter {
      $0.concurrency >= 1 && $0.concurrency <= 20 && $0.handlingTime > 0
        && $0.handlingTime.isFinite && $0.chats > 0 && $0.chats.isFinite
    }
    let weight = valid.reduce(0) { $0 + $1.chats }
    guard weight > 0, weight.isFinite, (0...1).contains(usual) else { return nil }
    func mean(_ value: (Observation) -> Double) -> Double {
      valid.reduce(0) { $0 + $1.chats * value($1) } / weight
    }
    let (x, y) = (mean { $0.concurrency - 1 }, mean(\.handlingTime))
    let spread = mean { ($0.concurrency - 1 - x) * ($0.concurrency - 1 - x) }
    let slope = mean { ($0.concurrency - 1 - x) * ($0.handlingTime - y) }
    guard spread > 1e-6 else {
      self.init(alone: y / (1 + usual * x), drag: usual)
      return
    }
    let rise = slope / spread
    let start = y - rise * x
    let drag = start > 0 ? rise / start : 1
    let kept = Swift.max(0, Swift.min(1, drag))
    self.init(alone: y / (1 + kept * x), drag: kept)
  }

  /// Seconds a chat takes at a concurrency.
  public func handlingTime(at concurrency: Double) -> Double {
    alone * (1 + drag * Swift.max(0, concurrency - 1))
  }

  /// How many lone agents one agent with so many chats is worth.
  public func throughput(at concurrency: Double) -> Double {
    Swift.max(1, concurrency) * alone / handlingTime(at: concurrency)
  }
}
