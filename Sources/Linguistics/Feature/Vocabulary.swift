internal import Glibc

/// The features a model knows, each with a row and the weight of its rarity.
///
/// An open-addressed table whose entries lie together, so that a look costs one place in memory.
struct Vocabulary: Sendable {
  private struct Entry: Sendable {
    var key: UInt64 = 0
    var row: Int32 = -1
    var rarity: Float = 0
  }

  private var entries: [Entry]
  private let mask: Int
  /// The keys by row, and ln((1 + n) / (1 + documents with the feature)) + 1; for manner the
  /// ``weight(deviation:)``.
  let keys: [UInt64]
  let rarity: [Float]

  var count: Int { keys.count }

  init(keys: [UInt64], rarity: [Float]) {
    self.keys = keys
    self.rarity = rarity
    var size = 16
    while size < keys.count * 2 { size *= 2 }
    entries = [Entry](repeating: Entry(), count: size)
    mask = size - 1
    for (row, key) in keys.enumerated() where row < rarity.count {
      var place = Int(truncatingIfNeeded: key) & mask
      while entries[place].row >= 0 { place = (place + 1) & mask }
      entries[place] = Entry(key: key, row: Int32(row), rarity: rarity[row])
    }
  }

  /// The row of a feature; `nil` when no text of the lesson had it.
  func row(of key: UInt64) -> Int32? {
    var place = Int(truncatingIfNeeded: key) & mask
    while true {
      let entry = entries[place]
      if entry.row < 0 { return nil }
      if entry.key == key { return entry.row }
      place = (place + 1) & mask
    }
  }

  /// How much a feature tells when it stands in so many of the documents.
  static func rarity(documents: Int, having: Int) -> Float {
    logf(Float(documents + 1) / Float(having + 1)) + 1
  }

  /// What a feature of manner weighs when the logarithm of its count deviates by so much.
  ///
  /// Each then varies about as much as the others, and all sixty together about half as much as the
  /// words; what hardly ever comes is held back.
  static func weight(deviation: Float) -> Float { 0.09 / (deviation + 0.1) }
}

/// A document as a model sees it: rows and their weights, each block of length one.
struct Encoded: Sendable {
  var rows: [Int32] = []
  var blocks: [UInt8] = []
  var values: [Float] = []
  /// The share of the words that no text of the lesson had, 0…1.
  var unknown: Float = 0

  /// Turns counts into weights: count times rarity over the block's length.
  ///
  /// Of words the logarithm of the count. Runs of letters count as often as they come, and a block
  /// of them is as long as if no two of its runs were the same: so it is the sum of its words. What
  /// is said of manner and by helpers weighs by itself, whatever stands beside it.
  mutating func weigh(_ rarity: [Float]) {
    var squares = [Float](repeating: 0, count: FeatureMaker.blockCount)
    for index in rows.indices {
      let block = Int(blocks[index])
      let count = values[index], rare = rarity[Int(rows[index])]
      if let weight = Self.weight(in: block, rare) {
        values[index] = weight * log1pf(count)
      } else if FeatureMaker.isLetters(block) {
        values[index] = count * rare
        squares[block] += count * rare * rare
      } else {
        let value = (count == 1 ? 1 : 1 + logf(count)) * rare
        values[index] = value
        squares[block] += value * value
      }
    }
    for block in squares.indices where squares[block] > 0 {
      squares[block] = Self.share(of: block) / squares[block].squareRoot()
    }
    for index in rows.indices where Self.weight(in: Int(blocks[index]), 1) == nil {
      values[index] *= squares[Int(blocks[index])]
    }
  }

  /// What a feature weighs in a block that is not normalised; `nil` in the others.
  private static func weight(in block: Int, _ own: Float) -> Float? {
    switch UInt8(block) {
    case FeatureMaker.mannerBlock: own
    case FeatureMaker.hintBlock: 0.17
    default: nil
    }
  }

  /// How much a block counts beside the others.
  private static func share(of block: Int) -> Float {
    switch UInt8(block) {
    case FeatureMaker.courseBlock: 0.6
    case FeatureMaker.styleBlock: 0.5
    default: 1
    }
  }
}

/// Encodes documents, keeping its memory from one to the next.
struct Encoder {
  let vocabulary: Vocabulary
  var maker = FeatureMaker()
  /// Where a row stands in the document that is being read; −1 where it does not.
  private var places: [Int32]
  /// For each feature its place in the document, −1 where the model does not know it; on request.
  private(set) var instances: [Int32] = []

  init(_ vocabulary: Vocabulary) {
    self.vocabulary = vocabulary
    places = [Int32](repeating: -1, count: vocabulary.count)
  }

  mutating func encode(_ passages: [Passage], into result: inout Encoded) {
    maker.read(passages)
    result.rows.removeAll(keepingCapacity: true)
    result.values.removeAll(keepingCapacity: true)
    result.blocks.removeAll(keepingCapacity: true)
    instances.removeAll(keepingCapacity: true)
    let keeps = maker.keepsSources
    var words = 0, missing = 0
    for feature in maker.features {
      if feature.isWord { words += 1 }
      guard let row = vocabulary.row(of: feature.key) else {
        if feature.isWord { missing += 1 }
        if keeps { instances.append(-1) }
        continue
      }
      if keeps {
        instances.append(places[Int(row)] >= 0 ? places[Int(row)] : Int32(result.rows.count))
      }
      let known = places[Int(row)]
      if known >= 0 {
        result.values[Int(known)] += 1
      } else {
        places[Int(row)] = Int32(result.rows.count)
        result.rows.append(row)
        result.values.append(1)
        result.blocks.append(feature.block)
      }
    }
    for row in result.rows { places[Int(row)] = -1 }
    result.weigh(vocabulary.rarity)
    result.unknown = words == 0 ? 1 : Float(missing) / Float(words)
  }
}
