/// The best placement of sessions, by walking the day once.
///
/// The state is how many sessions began in each of the last intervals that still matter, and how
/// many are placed.
struct TrainingWalk {
  private struct State: Hashable {
    /// Sessions that began in each of the last length − 1 intervals, oldest first.
    var recent: [UInt8]
    var placed: Int
  }

  private struct Way {
    var price: Double
    /// Where the sessions of this way began, newest first, as a chain in `chain`.
    var last: Int?
  }

  private let prices: TrainingPrices
  private let sessions: Int
  private let length: Int
  private var chain = [(start: Int, before: Int?)]()

  init(prices: TrainingPrices, sessions: Int, length: Int) {
    self.prices = prices
    self.sessions = sessions
    self.length = length
  }

  /// How many states there can be: (length − 1 + most over most) rows for each number placed.
  var states: Double {
    (0..<prices.most).reduce(Double(sessions + 1)) { product, step in
      product * Double(length + step) / Double(step + 1)
    }
  }

  /// The cheapest way to place all sessions; `nil` when they do not fit.
  mutating func best() -> (price: Double, starts: [Int])? {
    let beginning = State(recent: Array(repeating: 0, count: length - 1), placed: 0)
    var ways = [beginning: Way(price: 0, last: nil)]
    for index in 0..<prices.count {
      ways = step(ways, at: index)
    }
    let ends = ways.filter { $0.key.placed == sessions }
    guard let best = ends.values.min(by: { $0.price < $1.price }) else { return nil }
    var (starts, link) = ([Int](), best.last)
    while let place = link {
      starts.append(chain[place].start)
      link = chain[place].before
    }
    return (best.price, starts.reversed())
  }

  private mutating func step(_ ways: [State: Way], at index: Int) -> [State: Way] {
    var next = [State: Way]()
    let isLastStart = index + length <= prices.count
    for (state, way) in ways.sorted(by: { Self.isBefore($0.key, $1.key) }) {
      let running = state.recent.reduce(0) { $0 + Int($1) }
      let free = Swift.min(prices.most - running, sessions - state.placed)
      for begun in 0...(isLastStart ? Swift.max(0, free) : 0) {
        let price = prices[index, running + begun]
        guard price < .infinity else { break }
        var recent = state.recent
        if !recent.isEmpty {
          recent.removeFirst()
          recent.append(UInt8(begun))
        }
        let reached = State(recent: recent, placed: state.placed + begun)
        if let known = next[reached], known.price <= way.price + price { continue }
        var last = way.last
        for _ in 0..<begun {
          chain.append((index, last))
          last = chain.count - 1
        }
        next[reached] = Way(price: way.price + price, last: last)
      }
    }
    return next
  }

  /// An order that does not depend on hashing, so that ties always end alike.
  private static func isBefore(_ one: State, _ other: State) -> Bool {
    if one.placed != other.placed { return one.placed < other.placed }
    return one.recent.lexicographicallyPrecedes(other.recent)
  }
}
