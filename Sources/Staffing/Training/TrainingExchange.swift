/// A good placement of many sessions: one after the other, then moved as long as that helps.
struct TrainingExchange {
  let prices: TrainingPrices
  let sessions: Int
  let length: Int

  /// `nil` when the sessions do not fit this way.
  func best() -> (price: Double, starts: [Int])? {
    var (taken, starts) = ([Int](repeating: 0, count: prices.count), [Int]())
    for _ in 0..<sessions {
      guard let start = cheapest(taken) else { return nil }
      shift(&taken, start, by: 1)
      starts.append(start)
    }
    // Each round gains something, so it ends; the bound is for rounding.
    for _ in 0..<100 {
      var isBetter = false
      for index in starts.indices {
        shift(&taken, starts[index], by: -1)
        let start = cheapest(taken) ?? starts[index]
        if price(taken, start) < price(taken, starts[index]) - 1e-12 {
          starts[index] = start
          isBetter = true
        }
        shift(&taken, starts[index], by: 1)
      }
      guard isBetter else { break }
    }
    let whole = taken.indices.reduce(0) { $0 + prices[$1, taken[$1]] }
    return (whole, starts.sorted())
  }

  private func shift(_ taken: inout [Int], _ start: Int, by change: Int) {
    for index in start..<start + length { taken[index] += change }
  }

  private func cheapest(_ taken: [Int]) -> Int? {
    let all = (0...prices.count - length).map { ($0, price(taken, $0)) }
    return all.filter { $0.1 < .infinity }.min { $0.1 < $1.1 }?.0
  }

  /// What one more session costs that begins there.
  private func price(_ taken: [Int], _ start: Int) -> Double {
    (start..<start + length).reduce(0) { sum, index in
      guard taken[index] < prices.most else { return .infinity }
      return sum + prices[index, taken[index] + 1] - prices[index, taken[index]]
    }
  }
}
