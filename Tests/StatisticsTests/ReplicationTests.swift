import Statistics
import Testing

@Suite struct ReplicationTests {
  @Test func `a generator can be wound forward to any draw`() {
    var walked = SplitMix64(seed: 99)
    for draw in 0..<50 {
      var jumped = SplitMix64(seed: 99).advanced(by: draw)
      let expected = walked.next()
      #expect(jumped.next() == expected)
    }
  }

  @Test func `any number of threads gives the same replicates`() {
    var chance = SplitMix64(seed: 4)
    let values = (0..<37).map { _ in chance.unit() * 100 }
    func means(_ threads: Int) -> [Double] {
      Replication(count: 101, draws: 37, seed: 8, threads: threads).means(of: values)
    }
    func largest(_ threads: Int) -> [Double] {
      Replication(count: 101, draws: 37, seed: 8, threads: threads).results(scratch: { 0.0 }) {
        best, chance in
        best = 0
        for _ in 0..<37 { best = max(best, values[chance.below(37)]) }
        return best
      }
    }
    for threads in [2, 3, 7, 64] {
      #expect(means(threads) == means(1))
      #expect(largest(threads) == largest(1))
    }
  }

  @Test func `replicates follow each other on one stream of numbers`() {
    let values = [3.0, 1, 4, 1, 5, 9, 2]
    var stream = SplitMix64(seed: 12)
    let found = Replication(count: 20, draws: 7, seed: 12, threads: 2).means(of: values)
    for mean in found {
      let sum = (0..<7).reduce(0.0) { sum, _ in sum + values[stream.below(7)] }
      #expect(abs(mean - sum / 7) <= 1e-15)
    }
    #expect(Replication(count: 5, draws: 0, seed: 1).means(of: values).isEmpty)
    #expect(Replication(count: 0, draws: 3, seed: 1).means(of: values).isEmpty)
  }

  @Test func `an interval is the same on one thread and on two`() {
    var chance = SplitMix64(seed: 5)
    let values = (0..<30).map { _ in chance.unit() }
    for statistic in ResampledStatistic.allCases {
      for method in BootstrapMethod.allCases {
        let intervals = [1, 2].map { threads in
          bootstrapInterval(
            values, statistic: statistic, method: method, replicates: 200, seed: 3,
            threads: threads)
        }
        #expect(intervals[0] == intervals[1])
      }
    }
  }
}
