/// What the runs of letters of each word add, kept from text to text: most words come again.
///
/// The sum of a word is worked out in the same way whether it is kept or not, so an answer does not
/// depend on what was read before.
struct RunMemory: Sendable {
  private static let most = 4096

  private let lanes: Int
  /// A slot's number plus one by the hash of its word; 0 is an empty place.
  private var places = [Int32](repeating: 0, count: most * 4)
  private var keys: [UInt64] = []
  /// Slots × lanes.
  private var sums: [SIMD8<Float>] = []
  private var squares: [Float] = []
  private var found: [Int] = []

  init(lanes: Int) {
    self.lanes = lanes
  }

  /// Adds the runs of all words that a document left.
  mutating func add(_ maker: FeatureMaker, _ model: TextModel, to sums: inout [SIMD8<Float>]) {
    if keys.count + maker.runWords.count > Self.most { forget() }
    found.removeAll(keepingCapacity: true)
    var lengths = SIMD8<Float>.zero
    for word in maker.runWords {
      let slot = slot(word, maker, model)
      found.append(slot)
      lengths[Int(word.view & 7)] += squares[slot]
    }
    for (word, slot) in zip(maker.runWords, found) {
      let length = lengths[Int(word.view & 7)]
      guard length > 0 else { continue }
      let scale = 1 / length.squareRoot()
      for lane in 0..<lanes { sums[lane] += self.sums[slot * lanes + lane] * scale }
    }
  }

  private mutating func forget() {
    places = [Int32](repeating: 0, count: Self.most * 4)
    keys.removeAll(keepingCapacity: true)
    sums.removeAll(keepingCapacity: true)
    squares.removeAll(keepingCapacity: true)
  }

  private mutating func slot(
    _ word: FeatureMaker.RunWord, _ maker: FeatureMaker, _ model: TextModel
  ) -> Int {
    if keys.count * 2 >= places.count { grow() }
    let mask = places.count - 1
    var place = Int(truncatingIfNeeded: word.key) & mask
    while places[place] != 0 {
      let slot = Int(places[place]) - 1
      if keys[slot] == word.key { return slot }
      place = (place + 1) & mask
    }
    let slot = keys.count
    keys.append(word.key)
    places[place] = Int32(keys.count)
    work(word, maker, model)
    return slot
  }

  /// A document with more different words than the memory holds makes it larger.
  private mutating func grow() {
    places = [Int32](repeating: 0, count: places.count * 4)
    let mask = places.count - 1
    for (slot, key) in keys.enumerated() {
      var place = Int(truncatingIfNeeded: key) & mask
      while places[place] != 0 { place = (place + 1) & mask }
      places[place] = Int32(slot + 1)
    }
  }

  private mutating func work(
    _ word: FeatureMaker.RunWord, _ maker: FeatureMaker, _ model: TextModel
  ) {
    let start = sums.count
    sums.append(contentsOf: repeatElement(.zero, count: lanes))
    var square: Float = 0
    sums.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      let salt = FeatureMaker.runSalt(word.view)
      FeatureMaker.runs(of: maker.letters[word.letters], salt) { key in
        guard let row = model.vocabulary.row(of: key) else { return }
        let rarity = model.vocabulary.rarity[Int(row)]
        square += rarity * rarity
        model.weights.add(row: row, value: rarity, to: base + start)
      }
    }
    squares.append(square)
  }
}
