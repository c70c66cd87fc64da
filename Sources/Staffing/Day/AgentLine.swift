/// Agents in the order in which they will be free, earliest first.
///
/// A row in memory that moves right: the front is taken away, and a new time is put in from the
/// back, where it nearly always belongs.
struct AgentLine: ~Copyable {
  struct Place {
    var free: Double
    var agent: Int
  }

  private let places: UnsafeMutablePointer<Place>
  private let capacity: Int
  private var head = 0
  private var tail = 0

  init(agents: Int) {
    capacity = 2 * agents + 1024
    places = .allocate(capacity: capacity)
    places.initialize(repeating: Place(free: 0, agent: 0), count: capacity)
  }

  deinit { places.deallocate() }

  /// Everybody free from the beginning; those who are not there have no place.
  mutating func reset(_ isThere: (Int) -> Bool, agents: Int) {
    (head, tail) = (0, 0)
    for agent in 0..<agents where tail < capacity && isThere(agent) {
      places[tail] = Place(free: 0, agent: agent)
      tail += 1
    }
  }

  /// Who will be free first.
  var front: Place? { head < tail ? places[head] : nil }

  /// Takes the front away and puts it where its new time belongs.
  @inline(__always)
  mutating func moveFront(to free: Double) {
    let agent = places[head].agent
    head += 1
    if tail == capacity { makeRoom() }
    var place = tail
    while place > head, places[place - 1].free > free {
      places[place] = places[place - 1]
      place -= 1
    }
    places[place] = Place(free: free, agent: agent)
    tail += 1
  }

  private mutating func makeRoom() {
    places.update(from: places + head, count: tail - head)
    tail -= head
    head = 0
  }
}
