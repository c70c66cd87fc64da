/// What each word and its runs of letters add, kept from text to text: most words come again.
///
/// The sums are whole numbers, the same whether they are kept or not, so an answer does not depend
/// on what was read before. A model comes with the commonest words of its lesson.
struct WordMemory: Sendable {
  private static let most = 4096

  private struct Entry: Sendable {
    var key: UInt64 = 0
    /// Where its sums are, plus one; 0 is an empty place.
    var number: Int32 = 0
    /// The row of the word by itself; −1 where the model does not know it.
    var slot: Int32 = -1
    /// The sum of the squares of its runs.
    var square: Float = 0
    /// When it was read last.
    var turn: Int32 = 0
    /// Whether its sums are small.
    var isSmall = true
  }

  let lanes: Int
  /// By the hash of the word.
  private var entries: [Entry]
  private var count = 0
  /// Words × lanes, in steps; a word has so few runs that their sum has room.
  private var sums: [SIMD8<Int16>] = []
  /// The words of a text that have runs, by their place among the sums.
  private var numbers: [Int32] = []
  private var turn: Int32 = 0

  init(lanes: Int) {
    self.lanes = lanes
    entries = [Entry](repeating: Entry(), count: Self.most * 2)
  }

  /// Adds the runs of all words that a document left, view by view.
  mutating func add(_ maker: FeatureMaker, _ weights: Weights, to sums: inout [SIMD8<Float>]) {
    let words = maker.runWords, letters = maker.letters
    makeRoom(for: words.count)
    sums.withUnsafeMutableBufferPointer { sums in
      guard let base = sums.baseAddress else { return }
      var start = 0
      while start < words.count {
        let end = words[start...].firstIndex { $0.view != words[start].view } ?? words.count
        _ = add(start..<end, letters, weights, to: base, rows: nil) { words[$0] }
        start = end
      }
    }
  }

  /// Adds the runs of all words of one text.
  ///
  /// The rows of the words themselves go into a pile; how many these are, and whether a word comes
  /// twice.
  mutating func add(
    _ tokens: Tokens, _ hashes: [UInt64], _ view: UInt8, _ weights: Weights,
    to sums: UnsafeMutablePointer<SIMD8<Float>>, rows: UnsafeMutablePointer<Int32>?
  ) -> (known: Int, repeats: Bool) {
    makeRoom(for: hashes.count)
    return add(hashes.indices, tokens.folded, weights, to: sums, rows: rows) { place in
      FeatureMaker.RunWord(tokens.items[place], hashes[place], at: place, view)
    }
  }

  /// What the runs of each word that a document left add along a slope, in steps.
  func parts(of maker: FeatureMaker, along slope: [SIMD8<Float>]) -> [(word: Int, part: Float)] {
    let words = maker.runWords
    let known = words.map { word in
      entries.withUnsafeBufferPointer { $0[Self.place(of: word.key, $0)] }
    }
    var squares: [UInt8: Float] = [:]
    for (word, entry) in zip(words, known) { squares[word.view, default: 0] += entry.square }
    return zip(words, known).compactMap { word, entry in
      guard entry.number > 0, entry.square > 0, let square = squares[word.view] else { return nil }
      let start = (Int(entry.number) - 1) * lanes
      let sum = (0..<lanes).reduce(SIMD8<Float>.zero) { sum, lane in
        sum + SIMD8<Float>(SIMD8<Int32>(truncatingIfNeeded: sums[start + lane])) * slope[lane]
      }
      return (word.place, sum.sum() / square.squareRoot())
    }
  }

  /// Whether it is time to forget what came since the lesson.
  var isFull: Bool { count > Self.most }

  private mutating func makeRoom(for words: Int) {
    if numbers.count < words { numbers = [Int32](repeating: 0, count: words * 2) }
  }

  @inline(__always)
  private mutating func add(
    _ places: Range<Int>, _ letters: [UInt32], _ weights: Weights,
    to sums: UnsafeMutablePointer<SIMD8<Float>>, rows: UnsafeMutablePointer<Int32>?,
    word: (Int) -> FeatureMaker.RunWord
  ) -> (known: Int, repeats: Bool) {
    while true {
      let found = find(places, rows, word)
      guard let new = found.new else {
        add(found, weights, to: sums)
        return (found.known, found.repeats)
      }
      for place in new..<places.upperBound {
        let word = word(place)
        guard isNew(word.key) else { continue }
        learn(word, letters[word.letters], weights)
      }
    }
  }

  private struct Found {
    var known = 0
    var repeats = false
    /// How many have runs that the model knows: those with small sums stand first among the numbers,
    /// those with large ones last; and the sum of their squares.
    var small = 0
    var large = 0
    var square: Float = 0
    /// The first word that is not here.
    var new: Int?
  }

  @inline(__always)
  private mutating func find(
    _ places: Range<Int>, _ rows: UnsafeMutablePointer<Int32>?,
    _ word: (Int) -> FeatureMaker.RunWord
  ) -> Found {
    turn &+= 1
    let turn = turn
    return entries.withUnsafeMutableBufferPointer { entries in
      numbers.withUnsafeMutableBufferPointer { numbers in
        var found = Found()
        for place in places {
          let at = Self.place(of: word(place).key, UnsafeBufferPointer(entries))
          let entry = entries[at]
          guard entry.number > 0 else {
            found.new = place
            return found
          }
          if entry.turn == turn { found.repeats = true }
          entries[at].turn = turn
          rows?[found.known] = entry.slot
          found.known &+= entry.slot >= 0 ? 1 : 0
          let counts = entry.square > 0 ? 1 : 0
          if entry.isSmall {
            numbers[found.small] = entry.number &- 1
            found.small &+= counts
          } else {
            numbers[numbers.count &- 1 &- found.large] = entry.number &- 1
            found.large &+= counts
          }
          found.square += entry.square
        }
        return found
      }
    }
  }

  /// So many small sums have room in sixteen bits.
  private static let atOnce = 16

  /// Whether the sums of a word are small.
  private func isSmall(_ number: Int) -> Bool {
    let most = Int16.max / Int16(Self.atOnce)
    return sums[(number * lanes)..<((number + 1) * lanes)].allSatisfy {
      $0.max() <= most && $0.min() >= -most
    }
  }

  /// Adds what was found.
  private func add(
    _ found: Found, _ weights: Weights, to totals: UnsafeMutablePointer<SIMD8<Float>>
  ) {
    guard found.square > 0 else { return }
    let scale = 1 / found.square.squareRoot()
    let lanes = lanes
    sums.withUnsafeBufferPointer { sums in
      numbers.withUnsafeBufferPointer { numbers in
        for lane in 0..<lanes {
          var whole = SIMD8<Int32>.zero
          var start = 0
          while start < found.small {
            let end = min(start &+ Self.atOnce, found.small)
            var some = SIMD8<Int16>.zero
            for index in start..<end { some &+= sums[Int(numbers[index]) &* lanes &+ lane] }
            whole &+= SIMD8<Int32>(truncatingIfNeeded: some)
            start = end
          }
          for index in (numbers.count &- found.large)..<numbers.count {
            whole &+= SIMD8<Int32>(truncatingIfNeeded: sums[Int(numbers[index]) &* lanes &+ lane])
          }
          totals[lane] += SIMD8<Float>(whole) * (weights.steps[lane] * scale)
        }
      }
    }
  }

  /// Works a new word out.
  private mutating func learn(
    _ word: FeatureMaker.RunWord, _ letters: ArraySlice<UInt32>, _ weights: Weights
  ) {
    if (count + 1) * 2 >= entries.count { grow() }
    count += 1
    let square = work(letters, word.view, weights.table)
    keep(
      Entry(
        key: word.key, number: Int32(truncatingIfNeeded: count),
        slot: weights.table.slot(of: word.word), square: square,
        isSmall: isSmall(count - 1)))
  }

  private mutating func keep(_ entry: Entry) {
    entries[entries.withUnsafeBufferPointer { Self.place(of: entry.key, $0) }] = entry
  }

  private func isNew(_ key: UInt64) -> Bool {
    entries.withUnsafeBufferPointer { $0[Self.place(of: key, $0)].number == 0 }
  }

  @inline(__always)
  private static func place(of key: UInt64, _ entries: UnsafeBufferPointer<Entry>) -> Int {
    let mask = entries.count - 1
    var place = Int(truncatingIfNeeded: key) & mask
    while entries[place].number > 0, entries[place].key != key { place = (place + 1) & mask }
    return place
  }

  /// A document with more different words than the memory holds makes it larger.
  private mutating func grow() {
    let old = entries
    entries = [Entry](repeating: Entry(), count: old.count * 4)
    for entry in old where entry.number > 0 { keep(entry) }
  }

  private mutating func work(
    _ letters: ArraySlice<UInt32>, _ view: UInt8, _ table: RowTable
  ) -> Float {
    let start = sums.count
    sums.append(contentsOf: repeatElement(.zero, count: lanes))
    // A code is known by itself or not at all.
    guard !letters.isEmpty, !FeatureMaker.isCode(letters) else { return 0 }
    var square: Float = 0
    table.withLook { look in
      FeatureMaker.runs(of: letters, FeatureMaker.runSalt(view)) { key in
        let slot = look.slot(of: key)
        guard slot >= 0 else { return }
        let rarity = look.rarity(slot)
        square += rarity * rarity
        for lane in 0..<lanes { sums[start + lane] &+= look.numbers(slot, lane) }
      }
    }
    return square
  }
}

// MARK: - The words of a lesson

extension WordMemory {
  /// So many documents of a lesson tell which words are common, and so many words are kept.
  private static let enough = 4000, kept = 2048

  /// The commonest words of some documents.
  static func of(_ documents: [[Passage]], _ weights: Weights) -> WordMemory {
    var maker = FeatureMaker()
    maker.leavesRuns = true
    var known: [UInt64: (count: Int, word: FeatureMaker.RunWord, letters: [UInt32])] = [:]
    for place in stride(from: 0, to: documents.count, by: documents.count / enough + 1) {
      maker.read(documents[place])
      for word in maker.runWords {
        known[word.key, default: (0, word, Array(maker.letters[word.letters]))].count += 1
      }
    }
    let words = known.values.filter { $0.count > 1 }.sorted {
      ($1.count, $0.word.key) < ($0.count, $1.word.key)
    }
    var memory = WordMemory(lanes: weights.stride)
    for word in words.prefix(kept) { memory.learn(word.word, word.letters[...], weights) }
    return memory
  }

  /// Its words and what they add, for a file.
  var record: (keys: [UInt64], slots: [Int32], squares: [Float], sums: [SIMD8<Int16>]) {
    let words = entries.filter { $0.number > 0 }.sorted { $0.number < $1.number }
    return (words.map(\.key), words.map(\.slot), words.map(\.square), sums)
  }

  /// The words of a file; `nil` where they do not fit together.
  init?(
    lanes: Int, keys: [UInt64], slots: [Int32], squares: [Float], sums: [SIMD8<Int16>],
    places: Int
  ) {
    guard keys.count <= Self.kept, slots.count == keys.count, squares.count == keys.count,
      sums.count == keys.count * lanes, slots.allSatisfy({ (-1..<Int32(places)).contains($0) })
    else { return nil }
    self.init(lanes: lanes)
    self.sums = sums
    count = keys.count
    for (number, key) in keys.enumerated() {
      keep(
        Entry(
          key: key, number: Int32(number + 1), slot: slots[number], square: squares[number],
          isSmall: isSmall(number)))
    }
  }
}
