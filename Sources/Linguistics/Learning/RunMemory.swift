/// What the runs of letters of each word add, kept from text to text: most words come again.
///
/// The sum of a word is worked out in the same way whether it is kept or not, so an answer does not
/// depend on what was read before.
struct RunMemory: Sendable {
  private static let most = 4096

  private struct Entry: Sendable {
    var key: UInt64 = 0
    /// A slot plus one; 0 is an empty place.
    var slot: Int32 = 0
    /// The sum of the squares of its runs.
    var square: Float = 0
  }

  private let lanes: Int
  /// By the hash of the word.
  private var entries = [Entry](repeating: Entry(), count: most * 2)
  private var count = 0
  /// Slots × lanes.
  private var sums: [SIMD8<Float>] = []
  /// The sums of one view before they are scaled, and of their squares.
  private var view: [SIMD8<Float>]
  private var square: Float = 0

  init(lanes: Int) {
    self.lanes = lanes
    view = [SIMD8<Float>](repeating: .zero, count: lanes)
  }

  /// Adds the runs of all words that a document left.
  mutating func add(_ maker: FeatureMaker, _ model: TextModel, to sums: inout [SIMD8<Float>]) {
    let words = maker.runWords
    begin(words.count)
    sums.withUnsafeMutableBufferPointer { sums in
      guard let base = sums.baseAddress else { return }
      for (place, word) in words.enumerated() {
        take(word.key, maker.letters, word.letters, word.view, model)
        if place + 1 == words.count || words[place + 1].view != word.view { finish(base) }
      }
    }
  }

  /// Adds the runs of all words of one text.
  mutating func add(
    _ tokens: Tokens, _ hashes: [UInt64], _ view: UInt8, _ model: TextModel,
    to sums: UnsafeMutablePointer<SIMD8<Float>>
  ) {
    let salt = FeatureMaker.runSalt(view)
    begin(min(hashes.count, FeatureMaker.mostRunWords))
    for (place, token) in tokens.items.prefix(FeatureMaker.mostRunWords).enumerated()
    where token.kind == .word {
      let key = FeatureMaker.mix(hashes[place], salt)
      take(key, tokens.folded, token.folded, view, model)
    }
    finish(sums)
  }

  private mutating func begin(_ words: Int) {
    if count + words > Self.most { forget() }
  }

  @inline(__always)
  private mutating func take(
    _ key: UInt64, _ letters: [UInt32], _ range: Range<Int>, _ view: UInt8, _ model: TextModel
  ) {
    var place = place(of: key)
    if entries[place].slot == 0 {
      place = learn(key, letters[range], view, model)
    }
    let slot = Int(entries[place].slot) - 1
    square += entries[place].square
    let lanes = lanes
    sums.withUnsafeBufferPointer { sums in
      self.view.withUnsafeMutableBufferPointer { view in
        for lane in 0..<lanes { view[lane] += sums[slot * lanes + lane] }
      }
    }
  }

  /// Adds what was taken, and begins anew.
  private mutating func finish(_ sums: UnsafeMutablePointer<SIMD8<Float>>) {
    let scale = square > 0 ? 1 / square.squareRoot() : 0
    for lane in 0..<lanes {
      sums[lane] += view[lane] * scale
      view[lane] = .zero
    }
    square = 0
  }

  private mutating func forget() {
    entries = [Entry](repeating: Entry(), count: Self.most * 2)
    count = 0
    sums.removeAll(keepingCapacity: true)
  }

  /// Works a new word out; the place of its entry.
  @inline(never)
  private mutating func learn(
    _ key: UInt64, _ letters: ArraySlice<UInt32>, _ view: UInt8, _ model: TextModel
  ) -> Int {
    if count * 2 >= entries.count { grow() }
    let place = place(of: key)
    count += 1
    entries[place] = Entry(
      key: key, slot: Int32(truncatingIfNeeded: count), square: work(letters, view, model))
    return place
  }

  private func place(of key: UInt64) -> Int {
    entries.withUnsafeBufferPointer { entries in
      let mask = entries.count - 1
      var place = Int(truncatingIfNeeded: key) & mask
      while entries[place].slot > 0, entries[place].key != key { place = (place + 1) & mask }
      return place
    }
  }

  /// A document with more different words than the memory holds makes it larger.
  private mutating func grow() {
    let old = entries
    entries = [Entry](repeating: Entry(), count: old.count * 4)
    for entry in old where entry.slot > 0 { entries[place(of: entry.key)] = entry }
  }

  private mutating func work(
    _ letters: ArraySlice<UInt32>, _ view: UInt8, _ model: TextModel
  ) -> Float {
    let start = sums.count
    sums.append(contentsOf: repeatElement(.zero, count: lanes))
    // A code is known by itself or not at all.
    guard !FeatureMaker.isCode(letters) else { return 0 }
    var square: Float = 0
    sums.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      FeatureMaker.runs(of: letters, FeatureMaker.runSalt(view)) { key in
        let row = model.vocabulary.row(of: key)
        guard row >= 0 else { return }
        let rarity = model.vocabulary.rarity[Int(row)]
        square += rarity * rarity
        model.weights.add(row: row, value: 1, to: base + start)
      }
    }
    return square
  }
}
