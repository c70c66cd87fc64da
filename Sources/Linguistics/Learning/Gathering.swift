/// Sums what the features of a document add, and keeps none of them.
///
/// The sums are those of the same document as an ``Encoded`` one. What is looked up is looked up for
/// all features before anything hangs on it, so that no look waits for another.
struct Gathering: Sendable {
  /// A feature that the model knows.
  struct Entry: Sendable {
    var row: Int32 = 0
    var block: Int32 = 0
    var value: Float = 0
  }

  /// The rows of the features that were made, in their order.
  private var rows: [Int32] = []
  private(set) var entries: [Entry] = []
  private(set) var count = 0
  /// What a block's values are multiplied with.
  private(set) var scales = [Float](repeating: 1, count: FeatureMaker.blockCount)
  /// The share of the words that no text of the lesson had, 0…1.
  private(set) var unknown: Float = 1
  /// Where a row stands among the entries; −1 where it does not.
  private var places: [Int32]
  private let weighing = Weighing()
  private var memory: RunMemory

  init(_ model: TextModel) {
    places = [Int32](repeating: -1, count: model.vocabulary.count)
    memory = RunMemory(lanes: model.weights.stride)
  }

  /// The sums that reach each hidden unit and each straight output.
  mutating func gather(
    _ maker: FeatureMaker, _ model: TextModel, into sums: inout [SIMD8<Float>]
  ) {
    let features = maker.features
    model.vocabulary.rows(of: features, into: &rows)
    if entries.count < features.count {
      entries = [Entry](repeating: Entry(), count: features.count * 2)
    }
    collect(features)
    weigh(model.vocabulary.rarity)
    model.weights.gather(self, into: &sums)
    memory.add(maker, model, to: &sums)
  }

  /// Makes an entry of each row, with how often it comes.
  private mutating func collect(_ features: [FeatureMaker.Feature]) {
    var words = 0, missing = 0, count = 0
    features.withUnsafeBufferPointer { features in
      rows.withUnsafeBufferPointer { rows in
        entries.withUnsafeMutableBufferPointer { entries in
          places.withUnsafeMutableBufferPointer { places in
            for index in 0..<features.count {
              let row = rows[index]
              let word = features[index].isWord ? 1 : 0
              words += word
              guard row >= 0 else {
                missing += word
                continue
              }
              let known = places[Int(row)]
              if known >= 0 {
                entries[Int(known)].value += 1
              } else {
                places[Int(row)] = Int32(truncatingIfNeeded: count)
                entries[count] = Entry(row: row, block: Int32(features[index].block), value: 1)
                count += 1
              }
            }
            for index in 0..<count { places[Int(entries[index].row)] = -1 }
          }
        }
      }
    }
    self.count = count
    unknown = words == 0 ? 1 : Float(missing) / Float(words)
  }

  private mutating func weigh(_ rarity: [Float]) {
    let weighing = weighing
    let count = count
    entries.withUnsafeMutableBufferPointer { entries in
      rarity.withUnsafeBufferPointer { rarity in
        scales.withUnsafeMutableBufferPointer { squares in
          for block in 0..<squares.count { squares[block] = 0 }
          for index in 0..<count {
            let block = Int(entries[index].block)
            let (value, square) = weighing.value(
              entries[index].value, rarity[Int(entries[index].row)], in: block)
            entries[index].value = value
            squares[block] += square
          }
          for block in 0..<squares.count {
            squares[block] = Weighing.scale(of: block, square: squares[block])
          }
        }
      }
    }
  }
}
