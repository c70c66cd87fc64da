internal import Glibc

/// The features a model knows, each with a row and the weight of its rarity.
///
/// A table of buckets; the keys of one are compared all at once, and lie with their rows in one line
/// of memory, so that a look costs one place there and no guess. Half of a key chooses the bucket,
/// the other half is compared: two features meet once in a thousand million looks.
struct Vocabulary: Sendable {
  fileprivate struct Bucket: Sendable {
    var tags = SIMD8<UInt32>.zero
    /// A row plus one; 0 where the place is empty.
    var rows = SIMD8<Int32>.zero
  }

  private var buckets: [Bucket]
  private let mask: Int
  /// The keys by row, and ln((1 + n) / (1 + documents with the feature)) + 1; for manner the
  /// ``weight(deviation:)``, and for hints ``hintWeight``.
  let keys: [UInt64]
  let rarity: [Float]

  var count: Int { keys.count }

  init(keys: [UInt64], rarity: [Float]) {
    self.keys = keys
    self.rarity = rarity
    var size = 4
    while size * 3 < keys.count { size *= 2 }
    buckets = [Bucket](repeating: Bucket(), count: size)
    mask = size - 1
    for (row, key) in keys.enumerated() where row < rarity.count && self.row(of: key) < 0 {
      var place = Int(truncatingIfNeeded: key) & mask
      while buckets[place].rows[7] != 0 { place = (place + 1) & mask }
      var free = 0
      while buckets[place].rows[free] != 0 { free += 1 }
      buckets[place].tags[free] = UInt32(truncatingIfNeeded: key >> 32)
      buckets[place].rows[free] = Int32(row) + 1
    }
  }

  /// The table while it lies still.
  struct Table {
    fileprivate let buckets: UnsafeBufferPointer<Bucket>
    fileprivate let mask: Int

    /// The row of a feature; −1 when no text of the lesson had it.
    @inline(__always)
    func row(of key: UInt64) -> Int32 {
      let tag = SIMD8(repeating: UInt32(truncatingIfNeeded: key >> 32))
      var place = Int(truncatingIfNeeded: key) & mask
      while true {
        let rows = buckets[place].rows
        let row = SIMD8<Int32>.zero.replacing(with: rows, where: buckets[place].tags .== tag)
          .wrappedSum()
        // A full bucket may have its overflow in the next.
        if row != 0 || rows[7] == 0 { return row - 1 }
        place = (place + 1) & mask
      }
    }
  }

  func withTable<Result>(_ body: (Table) -> Result) -> Result {
    buckets.withUnsafeBufferPointer { body(Table(buckets: $0, mask: mask)) }
  }

  /// The row of a feature; −1 when no text of the lesson had it.
  func row(of key: UInt64) -> Int32 { withTable { $0.row(of: key) } }

  /// How much a feature tells when it stands in so many of the documents.
  static func rarity(documents: Int, having: Int) -> Float {
    logf(Float(documents + 1) / Float(having + 1)) + 1
  }

  /// What a feature of manner weighs when the logarithm of its count deviates by so much.
  ///
  /// Each then varies about as much as the others, and all sixty together about half as much as the
  /// words; what hardly ever comes is held back.
  static func weight(deviation: Float) -> Float { 0.09 / (deviation + 0.1) }

  /// What a level of a helper's chance weighs.
  static let hintWeight: Float = 0.17
}

/// A document as a model sees it: rows and their weights, each block of length one.
struct Encoded: Sendable {
  var rows: [Int32] = []
  var blocks: [UInt8] = []
  /// How often each feature comes, and what that weighs.
  var counts: [Float] = []
  var values: [Float] = []
  /// What the values of each block were multiplied with.
  private(set) var scales: [Float] = []
  /// The share of the words that no text of the lesson had, 0…1.
  var unknown: Float = 0

  private static let weighing = Weighing()

  mutating func removeAll() {
    rows.removeAll(keepingCapacity: true)
    blocks.removeAll(keepingCapacity: true)
    counts.removeAll(keepingCapacity: true)
    values.removeAll(keepingCapacity: true)
  }

  /// Turns counts into weights.
  mutating func weigh(_ rarity: [Float]) {
    let weighing = Self.weighing
    var squares = [Float](repeating: 0, count: FeatureMaker.blockCount)
    for index in rows.indices {
      let block = Int(blocks[index])
      let (value, square) = weighing.value(counts[index], rarity[Int(rows[index])], in: block)
      values.append(value)
      squares[block] += square
    }
    scales = squares.indices.map { Weighing.scale(of: $0, square: squares[$0]) }
    for index in rows.indices { values[index] *= scales[Int(blocks[index])] }
  }

  /// The places of each block's features, block after block, and where each block ends.
  func byBlock() -> (places: [Int32], ends: [Int]) {
    var ends = [Int](repeating: 0, count: FeatureMaker.blockCount)
    for block in blocks { ends[Int(block)] += 1 }
    var sum = 0
    for block in ends.indices { (ends[block], sum) = (sum, sum + ends[block]) }
    var places = [Int32](repeating: 0, count: rows.count)
    for (place, block) in blocks.enumerated() {
      places[ends[Int(block)]] = Int32(truncatingIfNeeded: place)
      ends[Int(block)] += 1
    }
    return (places, ends)
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
    result.removeAll()
    instances.removeAll(keepingCapacity: true)
    let keeps = maker.keepsSources
    var words = 0, missing = 0
    for feature in maker.features {
      if feature.isWord { words += 1 }
      let row = vocabulary.row(of: feature.key)
      guard row >= 0 else {
        if feature.isWord { missing += 1 }
        if keeps { instances.append(-1) }
        continue
      }
      if keeps {
        instances.append(places[Int(row)] >= 0 ? places[Int(row)] : Int32(result.rows.count))
      }
      let known = places[Int(row)]
      if known >= 0 {
        result.counts[Int(known)] += 1
      } else {
        places[Int(row)] = Int32(result.rows.count)
        result.rows.append(row)
        result.counts.append(1)
        result.blocks.append(feature.block)
      }
    }
    for row in result.rows { places[Int(row)] = -1 }
    result.weigh(vocabulary.rarity)
    result.unknown = words == 0 ? 1 : Float(missing) / Float(words)
  }
}
