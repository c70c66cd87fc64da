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
    var counts: [Int32] = []
    var count = 0
    /// Whether a feature comes more than once.
    var repeats = false

    mutating func reserve(_ most: Int) {
      guard rows.count < most else { return }
      rows = [Int32](repeating: -1, count: most * 2)
      counts = [Int32](repeating: 0, count: most * 2)
    }
  }

  private var tokens = Tokens()
  private var hashes: [UInt64] = []
  private var words = Pile(), style = Pile(), manner = Pile()
  /// Where a row may stand in its pile, plus one, by its last bits; 0 for nowhere.
  private var seen = [Int32](repeating: 0, count: 2048)
  private let weighing = Weighing()
  /// The share of the words that no text of the lesson had, 0…1.
  private(set) var unknown: Float = 1

  /// The sums that reach each hidden unit and each straight output.
  mutating func read(
    _ text: String, _ weights: Weights, style isRead: Bool, _ memory: inout WordMemory,
    into sums: inout [SIMD8<Float>]
  ) {
    var text = text
    text.withUTF8 { tokens.read($0) }
    FeatureMaker.hash(tokens, into: &hashes)
    sums.withUnsafeMutableBufferPointer { sums in
      guard let base = sums.baseAddress else { return }
      for lane in 0..<weights.stride { base[lane] = weights.start[lane] }
      find(weights, style: isRead, &memory, base)
      if words.repeats { Self.count(&words, &seen) }
      if isRead {
        Self.count(&style, &seen)
        Self.count(&manner, &seen)
      }
      weights.table.withLook { look in
        weights.steps.withUnsafeBufferPointer { steps in
          guard let steps = steps.baseAddress else { return }
          let place = Place(look: look, steps: steps, sums: base, weighing: weighing)
          place.add(words, FeatureMaker.View.alone * 2)
          guard isRead else { return }
          place.add(style, FeatureMaker.styleBlock)
          place.add(manner, FeatureMaker.mannerBlock)
        }
      }
    }
  }

  /// The rows of all features, block by block; what runs of letters add is added at once.
  private mutating func find(
    _ weights: Weights, style isRead: Bool, _ memory: inout WordMemory,
    _ sums: UnsafeMutablePointer<SIMD8<Float>>
  ) {
    // A token makes five features of a block at most, and a text some more by its length.
    let most = hashes.count * 8 + 256
    words.reserve(most)
    style.reserve(most)
    manner.reserve(most)
    let (tokens, hashes) = (tokens, hashes)
    let alone = FeatureMaker.View.alone
    let (known, found) = weights.table.withLook { look in
      words.rows.withUnsafeMutableBufferPointer { words in
        style.rows.withUnsafeMutableBufferPointer { style in
          manner.rows.withUnsafeMutableBufferPointer { manner in
            let known = memory.add(
              tokens, hashes, alone, weights, to: sums, rows: words.baseAddress)
            var sink = RowSink(look: look, words: words, style: style, manner: manner)
            sink.wordCount = known.known
            FeatureMaker.words(hashes, alone, skips: true, &sink)
            if isRead { FeatureMaker.style(tokens, hashes, salt: 0, &sink) }
            return (known, (sink.wordCount, sink.styleCount, sink.mannerCount))
          }
        }
      }
    }
    (words.count, style.count, manner.count) = found
    // No pair comes twice where no word does.
    words.repeats = known.repeats
    unknown = hashes.isEmpty ? 1 : Float(hashes.count - known.known) / Float(hashes.count)
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

  /// Where piles are added up.
  private struct Place {
    let look: RowTable.Look
    let steps: UnsafePointer<SIMD8<Float>>
    let sums: UnsafeMutablePointer<SIMD8<Float>>
    let weighing: Weighing

    func add(_ pile: Pile, _ block: UInt8) {
      let block = Int(block)
      let once = weighing.value(1, 1, in: block).0
      pile.rows.withUnsafeBufferPointer { rows in
        var square: Float = 0
        for index in 0..<pile.count {
          let rarity = look.rarity(rows[index])
          square += rarity * rarity
        }
        if pile.repeats { square += more(pile, block) }
        let scale = Weighing.scale(of: block, square: square)
        let all = UnsafeBufferPointer(rebasing: rows[..<pile.count])
        look.add(all, times: steps, once * scale, to: sums)
        guard pile.repeats else { return }
        for index in 0..<pile.count where pile.counts[index] > 1 {
          let value = weighing.value(Float(pile.counts[index]), 1, in: block).0 - once
          let one = UnsafeBufferPointer(rebasing: rows[index...index])
          look.add(one, times: steps, value * scale, to: sums)
        }
      }
    }

    /// How much longer a block is for what comes more than once.
    private func more(_ pile: Pile, _ block: Int) -> Float {
      var more: Float = 0
      for index in 0..<pile.count where pile.counts[index] > 1 {
        let rarity = look.rarity(pile.rows[index])
        more +=
          weighing.value(Float(pile.counts[index]), rarity, in: block).1 - rarity * rarity
      }
      return more
    }
  }
}

/// Looks up each feature at once and keeps the rows of those that are known.
private struct RowSink: FeatureSink {
  let look: RowTable.Look
  let words: UnsafeMutableBufferPointer<Int32>
  let style: UnsafeMutableBufferPointer<Int32>
  let manner: UnsafeMutableBufferPointer<Int32>
  var wordCount = 0
  var styleCount = 0
  var mannerCount = 0

  init(
    look: RowTable.Look, words: UnsafeMutableBufferPointer<Int32>,
    style: UnsafeMutableBufferPointer<Int32>, manner: UnsafeMutableBufferPointer<Int32>
  ) {
    self.look = look
    self.words = words
    self.style = style
    self.manner = manner
  }

  /// Written always and counted only where it is known, which asks for no guess.
  @inline(__always)
  mutating func take(_ key: UInt64, _ block: UInt8, _ first: Int, _ last: Int, isWord: Bool) {
    // The memory of words has found them.
    if isWord { return }
    let row = look.slot(of: key)
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
    }
  }
}
