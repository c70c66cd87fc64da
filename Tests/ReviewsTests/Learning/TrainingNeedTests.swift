import Kernel
import People
import Statistics
import Testing

@testable import Reviews

/// Conversations of made-up people with made-up values.
private func rated(
  _ agent: Int64, _ values: [[Double]], cycle: Int64 = 1
) -> [Results.Rated] {
  values.enumerated().map { index, row in
    Results.Rated(
      cycle: .init(rawValue: cycle), conversation: .init(rawValue: agent * 1000 + Int64(index)),
      agent: .init(rawValue: agent), probability: 1, scores: [50], hasCriticalFail: false,
      values: Dictionary(
        uniqueKeysWithValues: row.enumerated().map {
          (Criterion.ID(rawValue: Int64($0.offset + 1)), [$0.element])
        }))
  }
}

private let criteria = (1...3).map { Criterion.ID(rawValue: $0) }

/// Six conversations in which the first criterion lies `gap` below two others, give or take.
private func weak(_ gap: Double) -> [[Double]] {
  [-0.1, 0.1, -0.05, 0.05, -0.1, 0.1].map { [0.6 - gap + $0, 0.6, 0.6] }
}

@Suite struct ContrastTests {
  @Test func `a criterion is compared with the others of the same conversations`() {
    let contrast = Contrast(criteria[0], in: rated(1, weak(0.4)))
    #expect(abs((contrast.estimate.value ?? 0) + 40) < 1e-9)
    #expect(contrast.estimate.n == 6)
    #expect(contrast.isWeak)
  }

  @Test func `nothing is proposed below five conversations, nor where chance explains it`() {
    let few = Array(rated(1, weak(0.4)).prefix(4))
    #expect(Contrast.proposals(criteria, in: few).isEmpty)
    #expect(Contrast.proposals(criteria, in: rated(1, weak(0))).isEmpty)
    let found = Contrast.proposals(criteria, in: rated(1, weak(0.4)))
    #expect(found.map(\.criterion) == [criteria[0]])
  }

  @Test func `a check compares with the own months before and says what can be said`() {
    let before = [[40.0, 50, 45, 55, 60], [50.0, 45, 55]]
    #expect(FocusCheck(before: before, since: []).finding == .waiting)
    #expect(FocusCheck(before: before, since: [[90, 95]]).finding == .tooFew)
    let better = FocusCheck(before: before, since: [[90, 95, 85, 92, 88]])
    #expect(better.finding == .higher)
    #expect(better.baseline.baselineCount == 8 && better.baseline.recentCount == 5)
    #expect(FocusCheck(before: before, since: [[5, 10, 0, 8, 12]]).finding == .lower)
    #expect(FocusCheck(before: before, since: [[20, 80, 10, 95, 60]]).finding == .open)
    let flat = FocusCheck(before: [[50, 50, 50, 50, 50]], since: [[50, 50, 50, 50, 50]])
    #expect(flat.finding == .even)
  }
}

@Suite struct TrainingNeedTests {
  private static func needs(_ gaps: [Double]) -> [TrainingNeed] {
    let results = Results(
      gaps.enumerated().flatMap { rated(Int64($0.offset + 1), weak($0.element)) })
    return TrainingNeed.all([criteria[0]], in: results)
  }

  @Test func `what is weak for all is shared`() {
    let need = Self.needs([0.3, 0.32, 0.28, 0.31, 0.29]).first
    #expect(need?.finding == .shared)
    #expect(need?.individuals.isEmpty == true)
  }

  @Test func `what is weak for one is personal, and the others are left in peace`() {
    let need = Self.needs([0.01, -0.01, 0.5, 0.02, 0]).first
    #expect(need?.finding == .personal)
    #expect(need?.individuals == [Person.ID(rawValue: 3)])
  }

  @Test func `both at once are said as both, and nothing as nothing`() {
    #expect(Self.needs([0.2, 0.22, 0.55, 0.18, 0.21]).first?.finding == .both)
    #expect(Self.needs([0.01, -0.01, 0, 0.02, -0.02]).first?.finding == TrainingNeed.Finding.none)
  }

  @Test func `three people with five conversations each are needed`() {
    #expect(Self.needs([0.3, 0.3]).first?.finding == .tooFew)
    #expect(TrainingNeed.all(criteria, in: Results([])).allSatisfy { $0.finding == .tooFew })
  }
}
