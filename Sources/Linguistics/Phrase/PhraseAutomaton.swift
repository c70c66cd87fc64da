/// Any number of phrases as one machine that reads each word once.
///
/// The phrases form one tree of word patterns. Reading keeps the set of all places of the tree that
/// fit what was just read; sets that came up before are remembered, so that a word costs one look.
struct PhraseAutomaton: Sendable {
  /// A phrase that ends where we are.
  struct Output: Hashable, Sendable {
    /// The number it was given.
    let phrase: Int32
    /// How many words it has.
    let length: Int32
  }

  let letters: LetterTrie
  private var edges: [UInt64: Int32] = [:]
  private var anyEdges: [Int32] = [-1]
  private var outputs: [[Output]] = [[]]

  /// Phrases with their numbers; several phrases may have one number.
  init(_ phrases: [(places: [WordPattern], number: Int32)]) {
    var patterns: [WordPattern] = []
    var numbers: [WordPattern: Int32] = [:]
    for phrase in phrases {
      for pattern in phrase.places where numbers[pattern] == nil {
        numbers[pattern] = Int32(patterns.count)
        patterns.append(pattern)
      }
    }
    letters = LetterTrie(patterns)
    for phrase in phrases where !phrase.places.isEmpty {
      var node: Int32 = 0
      for pattern in phrase.places { node = child(of: node, pattern, numbers[pattern] ?? 0) }
      let output = Output(phrase: phrase.number, length: Int32(phrase.places.count))
      if !outputs[Int(node)].contains(output) { outputs[Int(node)].append(output) }
    }
  }

  private mutating func child(of node: Int32, _ pattern: WordPattern, _ number: Int32) -> Int32 {
    let known =
      pattern == .any ? anyEdges[Int(node)] : edges[Self.key(node, number)] ?? -1
    if known >= 0 { return known }
    let next = Int32(outputs.count)
    outputs.append([])
    anyEdges.append(-1)
    if pattern == .any {
      anyEdges[Int(node)] = next
    } else {
      edges[Self.key(node, number)] = next
    }
    return next
  }

  /// The places that fit after one more word of a class; the beginning always fits.
  func step(_ nodes: [Int32], _ word: Int32) -> [Int32] {
    var next: [Int32] = [0]
    for node in nodes {
      let any = anyEdges[Int(node)]
      if any >= 0 { next.append(any) }
      for pattern in letters.classes[Int(word)] {
        if let target = edges[Self.key(node, pattern)] { next.append(target) }
      }
    }
    // The tree has one way to each place, so no place comes twice.
    next.sort()
    return next
  }

  func outputs(at nodes: [Int32]) -> [Output] { nodes.flatMap { outputs[Int($0)] } }

  private static func key(_ node: Int32, _ pattern: Int32) -> UInt64 {
    UInt64(UInt32(bitPattern: node)) << 32 | UInt64(UInt32(bitPattern: pattern))
  }
}

/// Reads words through a ``PhraseAutomaton`` and remembers the sets of places it met.
struct PhraseScanner: Sendable {
  let automaton: PhraseAutomaton
  private var sets: [[Int32]] = []
  private var numbers: [[Int32]: Int32] = [:]
  private(set) var outputs: [[PhraseAutomaton.Output]] = []
  private var keys: [UInt64] = []
  private var targets: [Int32] = []
  private var filled = 0

  /// So many sets are remembered at most; then it begins anew, so that memory stays bounded.
  private static let limit = 16_384

  init(_ automaton: PhraseAutomaton) {
    self.automaton = automaton
    forget()
  }

  /// The state in which nothing has been read.
  static var start: Int32 { 0 }

  private mutating func forget() {
    sets = []
    numbers = [:]
    outputs = []
    keys = [UInt64](repeating: 0, count: 1 << 12)
    targets = [Int32](repeating: 0, count: 1 << 12)
    filled = 0
    _ = number(of: [0])
  }

  private mutating func number(of set: [Int32]) -> Int32 {
    if let number = numbers[set] { return number }
    let number = Int32(sets.count)
    numbers[set] = number
    sets.append(set)
    outputs.append(automaton.outputs(at: set))
    return number
  }

  /// The state after one more word of a class.
  @inline(__always)
  mutating func step(_ state: Int32, _ word: Int32) -> Int32 {
    let key = UInt64(UInt32(bitPattern: state)) << 32 | UInt64(UInt32(bitPattern: word)) | 1 << 63
    var place = Self.place(key, keys.count)
    while keys[place] != 0 {
      if keys[place] == key { return targets[place] }
      place = (place + 1) & (keys.count - 1)
    }
    return learn(state, word, key)
  }

  private mutating func learn(_ state: Int32, _ word: Int32, _ key: UInt64) -> Int32 {
    let set = automaton.step(sets[Int(state)], word)
    if sets.count >= Self.limit || filled >= Self.limit * 16 {
      // The key named a state that is forgotten now; the next look learns its successor.
      forget()
      return number(of: set)
    }
    let target = number(of: set)
    if filled * 2 >= keys.count { grow() }
    insert(key, target)
    return target
  }

  private mutating func grow() {
    let (oldKeys, oldTargets) = (keys, targets)
    keys = [UInt64](repeating: 0, count: oldKeys.count * 2)
    targets = [Int32](repeating: 0, count: oldKeys.count * 2)
    filled = 0
    for (place, key) in oldKeys.enumerated() where key != 0 { insert(key, oldTargets[place]) }
  }

  private mutating func insert(_ key: UInt64, _ target: Int32) {
    var place = Self.place(key, keys.count)
    while keys[place] != 0 { place = (place + 1) & (keys.count - 1) }
    keys[place] = key
    targets[place] = target
    filled += 1
  }

  @inline(__always)
  private static func place(_ key: UInt64, _ size: Int) -> Int {
    let mixed = (key ^ key >> 31) &* 0x9E37_79B9_7F4A_7C15
    return Int(truncatingIfNeeded: mixed >> 32) & (size - 1)
  }
}
