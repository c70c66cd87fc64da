/// Sums what the features of a single text add, and keeps none of them.
///
/// The sums are those of the same text as an ``Encoded`` one. What is looked up is looked up for all
/// features before anything hangs on it, so that no look waits for another.
struct QuickReading: Sendable {
  /// The longest text in bytes: in a longer one too many features meet in ``count(_:_:)``.
  static let longest = 8192

  /// The features of a block that the model knows, each with how often it comes.
  private struct Pile: Sendable {
    var rows: [Int32] = []
    var counts: [Float] = []
    var count = 0
    /// Whether a feature comes more than once.
    var repeats = false

    mutating func reserve(_ most: Int) {
      guard rows.count < most else { return }
      rows = [Int32](repeating: -1, count: most * 2)
      counts = [Float](repeating: 0, count: most * 2)
    }
  }

  private var tokens = Tokens()
  private var hashes: [UInt64] = []
  private var words = Pile(), style = Pile(), manner = Pile()
  /// Where a row may stand in its pile, plus one, by its last bits; 0 for nowhere.
  private var seen = [Int32](repeating: 0, count: 2048)
  private var memory: RunMemory
  private let weighing = Weighing()
  /// The share of the words that no text of the lesson had, 0…1.
  private(set) var unknown: Float = 1

  init(_ model: TextModel) {
    memory = RunMemory(lanes: model.weights.stride)
  }

  /// The sums that reach each hidden unit and each straight output.
  mutating func read(_ text: String, _ model: TextModel, into sums: inout [SIMD8<Float>]) {
    var text = text
    text.withUTF8 { tokens.read($0) }
    FeatureMaker.hash(tokens, into: &hashes)
    find(model.vocabulary)
    Self.count(&words, &seen)
    Self.count(&style, &seen)
    Self.count(&manner, &seen)
    sums.withUnsafeMutableBufferPointer { sums in
      guard let base = sums.baseAddress else { return }
      for lane in 0..<model.weights.stride { base[lane] = model.weights.start[lane] }
      Self.add(words, FeatureMaker.View.alone * 2, weighing, model, to: base)
      Self.add(style, FeatureMaker.styleBlock, weighing, model, to: base)
      Self.add(manner, FeatureMaker.mannerBlock, weighing, model, to: base)
      memory.add(tokens, hashes, FeatureMaker.View.alone, model, to: base)
    }
  }

  /// The rows of all features, block by block.
  private mutating func find(_ vocabulary: Vocabulary) {
    // A token makes five features of a block at most, and a text some more by its length.
    let most = hashes.count * 8 + 256
    words.reserve(most)
    style.reserve(most)
    manner.reserve(most)
    let (tokens, hashes) = (tokens, hashes)
    let found = vocabulary.withTable { table in
      words.rows.withUnsafeMutableBufferPointer { words in
        style.rows.withUnsafeMutableBufferPointer { style in
          manner.rows.withUnsafeMutableBufferPointer { manner in
            var sink = RowSink(table: table, words: words, style: style, manner: manner)
            FeatureMaker.words(hashes, FeatureMaker.View.alone, skips: true, &sink)
            FeatureMaker.style(tokens, hashes, salt: 0, &sink)
            return (sink.wordCount, sink.styleCount, sink.mannerCount, sink.missing)
          }
        }
      }
    }
    (words.count, style.count, manner.count) = (found.0, found.1, found.2)
    unknown = hashes.isEmpty ? 1 : Float(found.3) / Float(hashes.count)
  }

  /// Brings together what comes more than once.
  private static func count(_ pile: inout Pile, _ seen: inout [Int32]) {
    var kept = 0
    var repeats = false
    let count = pile.count
    pile.rows.withUnsafeMutableBufferPointer { rows in
      pile.counts.withUnsafeMutableBufferPointer { counts in
        seen.withUnsafeMutableBufferPointer { seen in
          for index in 0..<count {
            let row = rows[index]
            let slot = Int(row) & 2047
            let known = Int(seen[slot]) - 1
            if known >= 0 {
              let place = rows[known] == row ? known : rows[..<kept].firstIndex(of: row)
              if let place {
                counts[place] += 1
                repeats = true
                continue
              }
            }
            seen[slot] = Int32(truncatingIfNeeded: kept + 1)
            rows[kept] = row
            counts[kept] = 1
            kept += 1
          }
          for index in 0..<kept { seen[Int(rows[index]) & 2047] = 0 }
        }
      }
    }
    pile.count = kept
    pile.repeats = repeats
  }

  private static func add(
    _ pile: Pile, _ block: UInt8, _ weighing: Weighing, _ model: TextModel,
    to sums: UnsafeMutablePointer<SIMD8<Float>>
  ) {
    let block = Int(block)
    let once = weighing.value(1, 1, in: block).0
    pile.rows.withUnsafeBufferPointer { rows in
      model.vocabulary.rarity.withUnsafeBufferPointer { rarity in
        var square: Float = 0
        for index in 0..<pile.count {
          let rare = rarity[Int(rows[index])]
          square += rare * rare
        }
        if pile.repeats { square += more(pile, block, weighing, rarity) }
        let scale = Weighing.scale(of: block, square: square)
        model.weights.add(
          UnsafeBufferPointer(rebasing: rows[..<pile.count]), value: once * scale, to: sums)
        guard pile.repeats else { return }
        for index in 0..<pile.count where pile.counts[index] > 1 {
          let value = weighing.value(pile.counts[index], 1, in: block).0 - once
          model.weights.add(row: rows[index], value: value * scale, to: sums)
        }
      }
    }
  }

  /// How much longer a block is for what comes more than once.
  private static func more(
    _ pile: Pile, _ block: Int, _ weighing: Weighing, _ rarity: UnsafeBufferPointer<Float>
  ) -> Float {
    var more: Float = 0
    for index in 0..<pile.count where pile.counts[index] > 1 {
      let rare = rarity[Int(pile.rows[index])]
      more += weighing.value(pile.counts[index], rare, in: block).1 - rare * rare
    }
    return more
  }
}

/// Looks up each feature at once and keeps the rows of those that are known.
private struct RowSink: FeatureSink {
  let table: Vocabulary.Table
  let words: UnsafeMutableBufferPointer<Int32>
  let style: UnsafeMutableBufferPointer<Int32>
  let manner: UnsafeMutableBufferPointer<Int32>
  var wordCount = 0
  var styleCount = 0
  var mannerCount = 0
  /// Words that the model does not know.
  var missing = 0

  init(
    table: Vocabulary.Table, words: UnsafeMutableBufferPointer<Int32>,
    style: UnsafeMutableBufferPointer<Int32>, manner: UnsafeMutableBufferPointer<Int32>
  ) {
    self.table = table
    self.words = words
    self.style = style
    self.manner = manner
  }

  /// Written always and counted only where it is known, which asks for no guess.
  @inline(__always)
  mutating func take(_ key: UInt64, _ block: UInt8, _ first: Int, _ last: Int, isWord: Bool) {
    let row = table.row(of: key)
    let known = row >= 0 ? 1 : 0
    switch block {
    case FeatureMaker.styleBlock:
      style[styleCount] = row
      styleCount &+= known
    case FeatureMaker.mannerBlock:
      manner[mannerCount] = row
      mannerCount &+= known
    default:
      words[wordCount] = row
      wordCount &+= known
      if isWord { missing &+= 1 &- known }
    }
  }
}
