extension TextModel {
  /// Why bytes are no model.
  public enum Damage: Error, Hashable, Sendable {
    case notAModel
    /// Written by a newer version.
    case newer(version: Int)
    /// Written before texts were seen as they are now; to be learned anew.
    case older(version: Int)
    case cutShort
    /// The bytes are not those that were written.
    case altered
  }

  private static let mark = Array("ATTUNE-M".utf8)
  private static let version: UInt32 = 4

  /// The model as the bytes of a file; the same model gives the same bytes.
  public var bytes: [UInt8] {
    var body = ByteWriter()
    body.put(text: kind.rawValue)
    body.put(texts: labels)
    for name in notes.keys.sorted() { body.put(texts: [name, notes[name] ?? ""]) }
    body.put(texts: [])
    body.put(numbers: [scale.mean, scale.deviation])
    body.put(numbers: vocabulary.keys)
    body.put(numbers: vocabulary.rarity)
    body.put(numbers: [
      weights.outputs, weights.unitLanes, weights.straightLanes, readsStyle ? 1 : 0,
    ])
    body.put(numbers: weights.table.rows)
    body.put(numbers: weights.steps)
    body.put(numbers: weights.start)
    body.put(numbers: [weights.second.step])
    body.put(numbers: weights.second.pairs)
    body.put(numbers: weights.bias)
    let words = memory.record
    body.put(numbers: words.keys)
    body.put(numbers: words.slots)
    body.put(numbers: words.squares)
    body.put(numbers: words.sums)
    body.put(numbers: [
      verdict.temperature, verdict.doubt, verdict.spread, verdict.isSingle ? 1 : 0,
    ])
    body.put(numbers: verdict.weights)
    body.put(numbers: [
      Double(verdict.record.examples), verdict.record.agreement, verdict.record.calibrationError,
    ])
    body.put(raw: UInt64(helpers.count))
    for helper in helpers { body.put(numbers: helper.bytes) }
    var head = ByteWriter(Self.mark)
    head.put(raw: Self.version)
    head.put(raw: UInt64(body.bytes.count))
    head.put(raw: ByteWriter.check(body.bytes[...]))
    return head.bytes + body.bytes
  }

  /// Reads a model that `bytes` wrote; anything else is refused.
  public init(bytes: [UInt8]) throws(Damage) {
    try self.init(bytes: bytes, depth: 0)
  }

  private init(bytes: [UInt8], depth: Int) throws(Damage) {
    guard bytes.starts(with: Self.mark) else { throw .notAModel }
    var reader = ByteReader(bytes, from: Self.mark.count)
    guard let version = reader.one(UInt32.self), let count = reader.one(UInt64.self),
      let check = reader.one(UInt64.self)
    else { throw .cutShort }
    guard version <= Self.version else { throw .newer(version: Int(version)) }
    guard version == Self.version else { throw .older(version: Int(version)) }
    guard UInt64(bytes.count - reader.position) >= count else { throw .cutShort }
    guard UInt64(bytes.count - reader.position) == count,
      ByteWriter.check(bytes[reader.position...]) == check, let model = Self.read(&reader, depth)
    else { throw .altered }
    self = model
  }

  private static func read(_ reader: inout ByteReader, _ depth: Int) -> TextModel? {
    guard let kind = reader.text().flatMap(AnswerKind.init), let labels = reader.texts() else {
      return nil
    }
    var notes: [String: String] = [:]
    while let pair = reader.texts(), pair.count == 2 { notes[pair[0]] = pair[1] }
    guard let scale = reader.list(Double.self), scale.count == 2,
      let keys = reader.list(UInt64.self), let rarity = reader.list(Float.self),
      rarity.count == keys.count, let shape = reader.list(Int.self), shape.count == 4,
      shape.allSatisfy({ (0...(1 << 24)).contains($0) }),
      let weights = weights(&reader, shape, Vocabulary(keys: keys, rarity: rarity)),
      weights.outputs == (kind == .number ? 1 : labels.count),
      let memory = memory(&reader, weights),
      let verdict = verdict(&reader), kind == .number || verdict.weights.count == labels.count
    else { return nil }
    var model = TextModel(
      kind: kind, labels: labels, scale: NumberScale(mean: scale[0], deviation: scale[1]),
      vocabulary: Vocabulary(keys: keys, rarity: rarity), weights: weights, verdict: verdict,
      readsStyle: shape[3] == 1)
    model.notes = notes
    model.memory = memory
    guard let count = reader.one(UInt64.self), count == 0 || depth == 0 else { return nil }
    for _ in 0..<count {
      guard let bytes = reader.list(UInt8.self),
        let helper = try? TextModel(bytes: bytes, depth: depth + 1)
      else { return nil }
      model.helpers.append(helper)
    }
    return model
  }

  private static func weights(
    _ reader: inout ByteReader, _ shape: [Int], _ vocabulary: Vocabulary
  ) -> Weights? {
    guard let rows = reader.list(SIMD8<Int8>.self), let steps = reader.list(SIMD8<Float>.self),
      let start = reader.list(SIMD8<Float>.self),
      let step = reader.list(Float.self)?.first, let pairs = reader.list(SIMD8<Int16>.self),
      let second = SecondLayer(
        units: shape[1] * 8, outputs: shape[0], step: step, pairs: pairs),
      let bias = reader.list(Float.self)
    else { return nil }
    return Weights(
      vocabulary, outputs: shape[0], unitLanes: shape[1], straightLanes: shape[2], rows: rows,
      steps: steps, start: start, second: second, bias: bias)
  }

  private static func memory(_ reader: inout ByteReader, _ weights: Weights) -> WordMemory? {
    guard let keys = reader.list(UInt64.self), let slots = reader.list(Int32.self),
      let squares = reader.list(Float.self), let sums = reader.list(SIMD8<Int16>.self)
    else { return nil }
    return WordMemory(
      lanes: weights.stride, keys: keys, slots: slots, squares: squares, sums: sums,
      places: weights.table.size)
  }

  private static func verdict(_ reader: inout ByteReader) -> Verdict? {
    guard let numbers = reader.list(Float.self), numbers.count == 4,
      let weights = reader.list(Float.self), let record = reader.list(Double.self),
      record.count == 3, let examples = Int(exactly: record[0])
    else { return nil }
    var verdict = Verdict(
      temperature: numbers[0], weights: weights, doubt: numbers[1], spread: numbers[2])
    verdict.isSingle = numbers[3] == 1
    verdict.record = .init(
      examples: examples, agreement: record[1], calibrationError: record[2])
    return verdict
  }
}

/// Lists with their lengths, one after the other, in the byte order of the machines we run on.
struct ByteWriter {
  private(set) var bytes: [UInt8]

  init(_ bytes: [UInt8] = []) { self.bytes = bytes }

  mutating func put(raw value: some BitwiseCopyable) {
    withUnsafeBytes(of: value) { bytes.append(contentsOf: $0) }
  }

  mutating func put<Value>(numbers list: [Value]) {
    put(raw: UInt64(list.count))
    list.withUnsafeBytes { bytes.append(contentsOf: $0) }
  }

  mutating func put(text: String) { put(numbers: Array(text.utf8)) }

  mutating func put(texts: [String]) {
    put(raw: UInt64(texts.count))
    for text in texts { put(text: text) }
  }

  /// A sum that changes with every bit.
  static func check(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    bytes.withUnsafeBytes { buffer in
      var sum = UInt64(buffer.count)
      var place = 0
      while place + 8 <= buffer.count {
        sum = FeatureMaker.mix(
          sum &+ 1, buffer.loadUnaligned(fromByteOffset: place, as: UInt64.self))
        place += 8
      }
      while place < buffer.count {
        sum = FeatureMaker.mix(sum &+ 1, UInt64(buffer[place]))
        place += 1
      }
      return sum
    }
  }
}

/// Reads what ``ByteWriter`` wrote; `nil` where the bytes do not reach.
struct ByteReader {
  private let bytes: [UInt8]
  private(set) var position: Int

  init(_ bytes: [UInt8], from position: Int = 0) {
    self.bytes = bytes
    self.position = position
  }

  mutating func one<Value: BitwiseCopyable>(_ type: Value.Type) -> Value? {
    let size = MemoryLayout<Value>.size
    guard size <= bytes.count - position else { return nil }
    defer { position += size }
    return bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: position, as: type) }
  }

  mutating func list<Value>(_ type: Value.Type) -> [Value]? {
    let size = MemoryLayout<Value>.stride
    guard let count = one(UInt64.self), count <= UInt64(bytes.count - position) / UInt64(size)
    else { return nil }
    let start = position
    position += Int(count) * size
    return bytes.withUnsafeBytes { buffer in
      [Value](unsafeUninitializedCapacity: Int(count)) { space, filled in
        UnsafeMutableRawBufferPointer(space).copyMemory(
          from: UnsafeRawBufferPointer(rebasing: buffer[start..<(start + Int(count) * size)]))
        filled = Int(count)
      }
    }
  }

  mutating func text() -> String? {
    list(UInt8.self).flatMap { String(validating: $0, as: UTF8.self) }
  }

  mutating func texts() -> [String]? {
    guard let count = one(UInt64.self), count <= UInt64(bytes.count - position) else { return nil }
    var texts: [String] = []
    for _ in 0..<count {
      guard let text = text() else { return nil }
      texts.append(text)
    }
    return texts
  }
}
