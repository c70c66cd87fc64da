internal import Glibc

/// The features a model knows, each with a row and the weight of its rarity.
struct Vocabulary: Sendable {
  /// An open-addressed table: a key of 0 is an empty place.
  private(set) var keys: [UInt64]
  private(set) var rows: [Int32]
  /// ln((1 + n) / (1 + documents with the feature)) + 1, by row.
  let rarity: [Float]

  var count: Int { rarity.count }

  /// The features that stand in at least so many of the documents, in the order of their keys.
  init(documents: [[UInt64]], atLeast least: Int) {
    var counts: [UInt64: Int32] = [:]
    for document in documents {
      for key in Set(document) { counts[key, default: 0] += 1 }
    }
    let kept = counts.filter { $0.value >= Int32(least) }.sorted { $0.key < $1.key }
    let total = Float(documents.count + 1)
    self.init(
      keys: kept.map(\.key), rarity: kept.map { logf(total / Float($0.value + 1)) + 1 })
  }

  init(keys known: [UInt64], rarity: [Float]) {
    self.rarity = rarity
    var size = 16
    while size < known.count * 2 { size *= 2 }
    keys = [UInt64](repeating: 0, count: size)
    rows = [Int32](repeating: 0, count: size)
    for (row, key) in known.enumerated() {
      var place = Int(truncatingIfNeeded: key) & (size - 1)
      while keys[place] != 0 { place = (place + 1) & (size - 1) }
      keys[place] = key == 0 ? 1 : key
      rows[place] = Int32(row)
    }
  }

  /// The keys by row, for storing.
  var ordered: [UInt64] {
    var list = [UInt64](repeating: 0, count: count)
    for (place, key) in keys.enumerated() where key != 0 { list[Int(rows[place])] = key }
    return list
  }

  func row(of key: UInt64) -> Int32? {
    let mask = keys.count - 1
    var place = Int(truncatingIfNeeded: key) & mask
    while true {
      let found = keys[place]
      if found == key { return rows[place] }
      if found == 0 { return nil }
      place = (place + 1) & mask
    }
  }
}

/// A document as a model sees it: rows and their weights, each block of length one.
struct Encoded: Sendable {
  var rows: [Int32] = []
  var values: [Float] = []
  /// The share of the features that no training text had, 0…1.
  var unknown: Float = 0
}

/// Encodes documents, keeping its memory from one to the next.
struct Encoder {
  let vocabulary: Vocabulary
  var maker = FeatureMaker()
  private var place: [Int32]
  private var block: [UInt8] = []

  init(_ vocabulary: Vocabulary) {
    self.vocabulary = vocabulary
    place = [Int32](repeating: -1, count: vocabulary.count)
  }

  mutating func encode(_ passages: [Passage], into result: inout Encoded) {
    maker.read(passages)
    encodeFeatures(into: &result)
  }

  private mutating func encodeFeatures(into result: inout Encoded) {
    result.rows.removeAll(keepingCapacity: true)
    result.values.removeAll(keepingCapacity: true)
    block.removeAll(keepingCapacity: true)
    var missing = 0
    for feature in maker.features {
      guard let row = vocabulary.row(of: feature.key) else {
        missing += 1
        continue
      }
      let known = place[Int(row)]
      if known >= 0 {
        result.values[Int(known)] += 1
      } else {
        place[Int(row)] = Int32(result.rows.count)
        result.rows.append(row)
        result.values.append(1)
        block.append(feature.block)
      }
    }
    var squares = [Float](repeating: 0, count: FeatureMaker.blockCount)
    for index in result.rows.indices {
      let row = Int(result.rows[index])
      place[row] = -1
      let value = (1 + logf(result.values[index])) * vocabulary.rarity[row]
      result.values[index] = value
      squares[Int(block[index])] += value * value
    }
    for index in result.rows.indices {
      result.values[index] /= squares[Int(block[index])].squareRoot()
    }
    let total = maker.features.count
    result.unknown = total == 0 ? 1 : Float(missing) / Float(total)
  }
}
