/// Finds for each word the set of patterns it fits, letter by letter.
///
/// Words that fit the same patterns are of one class; class 0 fits none.
struct LetterTrie: Sendable {
  /// An open-addressed table of (node, letter) → node; 0 is an empty place, as no edge is 0.
  private var keys: [UInt64] = []
  private var targets: [Int32] = []
  /// The class of a word that ends at a node, and of one that goes on without a branch there.
  private var ending: [Int32] = []
  private var passing: [Int32] = []
  /// The patterns that each class fits.
  private(set) var classes: [[Int32]] = [[]]

  /// Numbers are those of the patterns in their list.
  init(_ patterns: [WordPattern]) {
    var edges: [UInt64: Int32] = [:]
    var parents: [Int32] = [0]
    var words: [[Int32]] = [[]], prefixes: [[Int32]] = [[]]
    func node(_ letters: [UInt32]) -> Int {
      var node: Int32 = 0
      for letter in letters {
        let key = Self.key(node, letter)
        if let next = edges[key] {
          node = next
        } else {
          parents.append(node)
          words.append([])
          prefixes.append([])
          node = Int32(parents.count - 1)
          edges[key] = node
        }
      }
      return Int(node)
    }
    for (number, pattern) in patterns.enumerated() {
      switch pattern {
      case .word(let letters):
        for form in Self.forms(letters) { words[node(form)].append(Int32(number)) }
      case .prefix(let letters):
        for form in Self.forms(letters) { prefixes[node(form)].append(Int32(number)) }
      case .any: break
      }
    }
    name(parents, words, prefixes)
    store(edges)
  }

  /// A Hebrew word is also found with the "and" that is written together with it.
  private static func forms(_ letters: [UInt32]) -> [[UInt32]] {
    guard letters.count > 1, let first = letters.first, (0x5D0...0x5EA).contains(first) else {
      return [letters]
    }
    return [letters, [0x5D5] + letters]
  }

  /// Gives each set of patterns its class; parents come before their children.
  private mutating func name(_ parents: [Int32], _ words: [[Int32]], _ prefixes: [[Int32]]) {
    var known: [[Int32]: Int32] = [[]: 0]
    var inherited = prefixes
    for node in parents.indices {
      if node > 0 { inherited[node] += inherited[Int(parents[node])] }
      passing.append(number(of: inherited[node].sorted(), &known))
      ending.append(number(of: (inherited[node] + words[node]).sorted(), &known))
    }
  }

  private mutating func number(of set: [Int32], _ known: inout [[Int32]: Int32]) -> Int32 {
    if let number = known[set] { return number }
    let number = Int32(classes.count)
    classes.append(set)
    known[set] = number
    return number
  }

  private mutating func store(_ edges: [UInt64: Int32]) {
    var size = 16
    while size < edges.count * 3 { size *= 2 }
    keys = [UInt64](repeating: 0, count: size)
    targets = [Int32](repeating: 0, count: size)
    for (key, target) in edges {
      var place = Self.place(key, size)
      while keys[place] != 0 { place = (place + 1) & (size - 1) }
      keys[place] = key
      targets[place] = target
    }
  }

  /// The class of a word.
  func word(_ letters: ArraySlice<UInt32>) -> Int32 {
    var node: Int32 = 0
    for letter in letters {
      let key = Self.key(node, letter)
      var place = Self.place(key, keys.count)
      while keys[place] != key {
        if keys[place] == 0 { return passing[Int(node)] }
        place = (place + 1) & (keys.count - 1)
      }
      node = targets[place]
    }
    return ending[Int(node)]
  }

  @inline(__always)
  private static func key(_ node: Int32, _ letter: UInt32) -> UInt64 {
    UInt64(UInt32(bitPattern: node)) << 32 | UInt64(letter) | 1 << 31
  }

  @inline(__always)
  private static func place(_ key: UInt64, _ size: Int) -> Int {
    let mixed = (key ^ key >> 29) &* 0x9E37_79B9_7F4A_7C15
    return Int(truncatingIfNeeded: mixed >> 32) & (size - 1)
  }
}
