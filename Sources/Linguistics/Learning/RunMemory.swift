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
  /// The sums of one view before they are scaled.
  private var view: [SIMD8<Float>]

  init(lanes: Int) {
    self.lanes = lanes
    view = [SIMD8<Float>](repeating: .zero, count: lanes)
  }

  /// Adds the runs of all words that a document left.
  mutating func add(_ maker: FeatureMaker, _ model: TextModel, to sums: inout [SIMD8<Float>]) {
    let words = maker.runWords
    if count + words.count > Self.most { forget() }
    var start = 0
    while start < words.count {
      var end = start
      var square: Float = 0
      for lane in 0..<lanes { view[lane] = .zero }
      while end < words.count, words[end].view == words[start].view {
        let entry = entry(words[end], maker, model)
        square += entry.square
        addSlot(Int(entry.slot) - 1)
        end += 1
      }
      if square > 0 {
        let scale = 1 / square.squareRoot()
        for lane in 0..<lanes { sums[lane] += view[lane] * scale }
      }
      start = end
    }
  }

  private mutating func addSlot(_ slot: Int) {
    let lanes = lanes
    sums.withUnsafeBufferPointer { sums in
      view.withUnsafeMutableBufferPointer { view in
        for lane in 0..<lanes { view[lane] += sums[slot * lanes + lane] }
      }
    }
  }

  private mutating func forget() {
    entries = [Entry](repeating: Entry(), count: Self.most * 2)
    count = 0
    sums.removeAll(keepingCapacity: true)
  }

  private mutating func entry(
    _ word: FeatureMaker.RunWord, _ maker: FeatureMaker, _ model: TextModel
  ) -> Entry {
    if count * 2 >= entries.count { grow() }
    let place = place(of: word.key)
    if entries[place].slot > 0 { return entries[place] }
    count += 1
    let entry = Entry(
      key: word.key, slot: Int32(truncatingIfNeeded: count), square: work(word, maker, model))
    entries[place] = entry
    return entry
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
    _ word: FeatureMaker.RunWord, _ maker: FeatureMaker, _ model: TextModel
  ) -> Float {
    let start = sums.count
    sums.append(contentsOf: repeatElement(.zero, count: lanes))
    let letters = maker.letters[word.letters]
    // A code is known by itself or not at all.
    guard !FeatureMaker.isCode(letters) else { return 0 }
    var square: Float = 0
    sums.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      FeatureMaker.runs(of: letters, FeatureMaker.runSalt(word.view)) { key in
        let row = model.vocabulary.row(of: key)
        guard row >= 0 else { return }
        let rarity = model.vocabulary.rarity[Int(row)]
        square += rarity * rarity
        model.weights.add(row: row, value: rarity, to: base + start)
      }
    }
    return square
  }
}
