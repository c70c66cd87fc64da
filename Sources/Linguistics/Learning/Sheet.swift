internal import Glibc

/// The documents of a lesson, their features one after the other.
struct Sheet: Sendable {
  /// Where each document begins in `rows` and `values`, and where the last one ends.
  private(set) var starts: [Int] = [0]
  private(set) var rows: [Int32] = []
  private(set) var values: [Float] = []
  /// The block of each row.
  fileprivate(set) var blocks: [UInt8] = []

  var count: Int { starts.count - 1 }

  func range(of document: Int) -> Range<Int> { starts[document]..<starts[document + 1] }

  func size(of documents: [Int]) -> Int { documents.reduce(0) { $0 + range(of: $1).count } }

  mutating func append(_ document: Encoded) {
    rows.append(contentsOf: document.rows)
    values.append(contentsOf: document.values)
    starts.append(rows.count)
  }

  /// The same documents with some rows alone; the others keep their numbers.
  func keeping(_ isKept: [Bool]) -> Sheet {
    var sheet = Sheet()
    sheet.blocks = blocks
    for document in 0..<count {
      for index in range(of: document) where isKept[Int(rows[index])] {
        sheet.rows.append(rows[index])
        sheet.values.append(values[index])
      }
      sheet.starts.append(sheet.rows.count)
    }
    return sheet
  }

  /// The same documents with each row's values times its scale.
  func scaled(_ scales: [Float]) -> Sheet {
    var sheet = self
    for index in rows.indices { sheet.values[index] *= scales[Int(rows[index])] }
    return sheet
  }
}

/// Reads the documents of a lesson and takes stock of their features.
struct Census {
  /// A feature must stand in so many documents, and so many features are kept, the commonest.
  var least = 2
  var most = 250_000
  var threads = 2

  func take(_ documents: [[Passage]]) -> (Vocabulary, Sheet) {
    let size = 256
    let parts = concurrently((documents.count + size - 1) / size, threads: threads) { part in
      Part(documents[(part * size)..<min(documents.count, (part + 1) * size)])
    }
    var register = Register()
    let ids = parts.map { part in
      zip(part.keys, part.blocks).map { register.count($0, in: $1) }
    }
    let (rows, blocks) = register.close(least: least, most: most)
    let deviations = Deviations(parts, ids, rows, blocks, of: documents.count)
    let vocabulary = register.vocabulary(rows, blocks, deviations, documents: documents.count)
    let sheets = concurrently(parts.count, threads: threads) { number in
      parts[number].sheet(ids[number], rows, vocabulary.rarity)
    }
    var whole = Sheet()
    for sheet in sheets { whole.append(contentsOf: sheet) }
    whole.blocks = blocks
    return (vocabulary, whole)
  }
}

extension Sheet {
  fileprivate mutating func append(contentsOf other: Sheet) {
    let offset = rows.count
    rows.append(contentsOf: other.rows)
    values.append(contentsOf: other.values)
    starts.append(contentsOf: other.starts.dropFirst().map { $0 + offset })
  }
}

/// Some documents read, each feature once with its count.
private struct Part: Sendable {
  private(set) var keys: [UInt64] = []
  private(set) var blocks: [UInt8] = []
  private(set) var counts: [Float] = []
  private var ends: [Int] = []

  init(_ documents: ArraySlice<[Passage]>) {
    var maker = FeatureMaker()
    var places: [UInt64: Int] = [:]
    for document in documents {
      maker.read(document)
      places.removeAll(keepingCapacity: true)
      for feature in maker.features {
        if let place = places[feature.key] {
          counts[place] += 1
        } else {
          places[feature.key] = keys.count
          keys.append(feature.key)
          blocks.append(feature.block)
          counts.append(1)
        }
      }
      ends.append(keys.count)
    }
  }

  func sheet(_ ids: [Int32], _ rows: [Int32], _ rarity: [Float]) -> Sheet {
    var sheet = Sheet()
    var document = Encoded()
    var start = 0
    for end in ends {
      document.removeAll()
      for index in start..<end where rows[Int(ids[index])] >= 0 {
        document.rows.append(rows[Int(ids[index])])
        document.blocks.append(blocks[index])
        document.counts.append(counts[index])
      }
      document.weigh(rarity)
      sheet.append(document)
      start = end
    }
    return sheet
  }
}

/// Counts the documents of each feature.
private struct Register {
  /// An entry's number plus one; 0 is an empty place.
  private var places = [Int32](repeating: 0, count: 1 << 16)
  private var keys: [UInt64] = []
  private var blocks: [UInt8] = []
  private var counts: [Int32] = []

  /// The number of a feature, which is counted once more.
  mutating func count(_ key: UInt64, in block: UInt8) -> Int32 {
    if keys.count * 2 >= places.count { grow() }
    let mask = places.count - 1
    var place = Int(truncatingIfNeeded: key) & mask
    while places[place] != 0 {
      let number = Int(places[place]) - 1
      if keys[number] == key {
        counts[number] += 1
        return Int32(number)
      }
      place = (place + 1) & mask
    }
    keys.append(key)
    blocks.append(block)
    counts.append(1)
    places[place] = Int32(keys.count)
    return Int32(keys.count - 1)
  }

  private mutating func grow() {
    places = [Int32](repeating: 0, count: places.count * 4)
    let mask = places.count - 1
    for (number, key) in keys.enumerated() {
      var place = Int(truncatingIfNeeded: key) & mask
      while places[place] != 0 { place = (place + 1) & mask }
      places[place] = Int32(number + 1)
    }
  }

  /// The row of each number, −1 where it is not kept, and the block of each row.
  ///
  /// The commonest features come first, so that they lie together.
  func close(least: Int, most: Int) -> ([Int32], [UInt8]) {
    var kept = counts.indices.filter { counts[$0] >= Int32(least) }
    kept.sort { counts[$0] != counts[$1] ? counts[$0] > counts[$1] : keys[$0] < keys[$1] }
    kept = Array(kept.prefix(most))
    var rows = [Int32](repeating: -1, count: counts.count)
    for (row, number) in kept.enumerated() { rows[number] = Int32(row) }
    return (rows, kept.map { blocks[$0] })
  }

  func vocabulary(
    _ rows: [Int32], _ rowBlocks: [UInt8], _ deviations: Deviations, documents: Int
  ) -> Vocabulary {
    var keys = [UInt64](repeating: 0, count: rowBlocks.count)
    var weights = [Float](repeating: 0, count: rowBlocks.count)
    for (number, row) in rows.enumerated() where row >= 0 {
      let row = Int(row)
      keys[row] = self.keys[number]
      weights[row] =
        switch rowBlocks[row] {
        case FeatureMaker.mannerBlock: Vocabulary.weight(deviation: deviations.of(row: row))
        case FeatureMaker.hintBlock: Vocabulary.hintWeight
        default: Vocabulary.rarity(documents: documents, having: Int(counts[number]))
        }
    }
    return Vocabulary(keys: keys, rarity: weights)
  }
}

/// How much each feature of manner varies from text to text, by the logarithm of its count.
private struct Deviations {
  private var sums: [Float]
  private var squares: [Float]
  private let documents: Float

  init(_ parts: [Part], _ ids: [[Int32]], _ rows: [Int32], _ blocks: [UInt8], of documents: Int) {
    sums = [Float](repeating: 0, count: blocks.count)
    squares = sums
    self.documents = Float(max(1, documents))
    for (part, ids) in zip(parts, ids) {
      for (index, id) in ids.enumerated() where part.blocks[index] == FeatureMaker.mannerBlock {
        let row = Int(rows[Int(id)])
        guard row >= 0 else { continue }
        let value = log1pf(part.counts[index])
        sums[row] += value
        squares[row] += value * value
      }
    }
  }

  func of(row: Int) -> Float {
    let mean = sums[row] / documents
    return max(0, squares[row] / documents - mean * mean).squareRoot()
  }
}
