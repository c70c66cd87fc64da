/// Turns a text or a conversation into hashed features, block by block.
///
/// Words, pairs of neighbours and pairs over one word in between; inside words, all runs of two to
/// five letters with the word's edges, which carry endings and prefixes and survive misspelling.
/// A conversation has a block for what each side says in all, what each said last and what was said
/// first. The hash of a feature is 64 bits wide, so that two meet once in a few thousand million.
struct FeatureMaker {
  /// A feature of one text with how often it came.
  struct Feature {
    let key: UInt64
    let block: UInt8
  }

  /// The blocks: each is normalised by itself, so that a long one does not drown a short one.
  static let blockCount = 2 * 8

  private(set) var features: [Feature] = []
  /// For each feature, the passage and the bytes it came from; filled only on request.
  private(set) var sources: [Source] = []
  var keepsSources = false

  struct Source {
    let passage: Int
    let range: Range<Int>
  }

  private var tokens = Tokens()

  /// Reads a document anew.
  mutating func read(_ passages: [Passage]) {
    features.removeAll(keepingCapacity: true)
    sources.removeAll(keepingCapacity: true)
    if passages.count == 1 {
      add(passages[0], number: 0, view: 0)
      return
    }
    let last = lastPlaces(of: passages)
    for (number, passage) in passages.enumerated() {
      let side = passage.side.rawValue
      add(passage, number: number, view: side)
      if last.contains(number) { add(passage, number: number, view: 4 + side % 3) }
      if number == 0 { add(passage, number: number, view: 7) }
    }
    addCourse(of: passages)
  }

  /// The last turn of each side.
  private func lastPlaces(of passages: [Passage]) -> Set<Int> {
    var places: [Passage.Side: Int] = [:]
    for (number, passage) in passages.enumerated() { places[passage.side] = number }
    return Set(places.values)
  }

  /// How long the conversation is, and how much its last turns repeat what was said before.
  private mutating func addCourse(of passages: [Passage]) {
    add(marker: 1, value: UInt64(min(passages.count, 24)), block: 14)
    add(marker: 2, value: UInt64(passages.count.bitWidth - passages.count.leadingZeroBitCount))
    guard let last = passages.last else { return }
    let words = Set(last.text.lowercased().split { !$0.isLetter && !$0.isNumber })
    add(marker: 3, value: UInt64(min(12, words.count)))
    let before = passages.dropLast().reversed().first { $0.side == last.side }
    if let before, !words.isEmpty {
      let old = Set(before.text.lowercased().split { !$0.isLetter && !$0.isNumber })
      add(marker: 4, value: UInt64(words.intersection(old).count * 5 / words.count))
    }
  }

  private mutating func add(marker: UInt64, value: UInt64, block: UInt8 = 14) {
    append(Self.mix(marker &+ 0x51, value &+ 7), block, Source(passage: 0, range: 0..<0))
  }

  private mutating func add(_ passage: Passage, number: Int, view: UInt8) {
    var text = passage.text
    text.withUTF8 { tokens.read($0) }
    let words = view * 2, letters = view * 2 + 1
    // In a long conversation the runs of letters of all turns would drown its words.
    let hasRuns = view == 0 || view >= 4
    let salt = UInt64(view) &+ 1
    var before = Self.edge, twoBefore: UInt64 = 0
    var startBefore = 0, startTwoBefore = 0
    for token in tokens.items {
      let own = hash(of: token)
      let source = Source(passage: number, range: token.range)
      append(Self.mix(own, salt), words, source)
      append(
        Self.mix(Self.mix(before, own), salt &+ 0x100), words,
        Source(passage: number, range: startBefore..<token.range.upperBound))
      if twoBefore != 0 {
        append(
          Self.mix(Self.mix(twoBefore, own), salt &+ 0x200), words,
          Source(passage: number, range: startTwoBefore..<token.range.upperBound))
      }
      if token.kind == .word, hasRuns { addRuns(of: token, salt, letters, source) }
      (twoBefore, before) = (before, own)
      (startTwoBefore, startBefore) = (startBefore, token.range.lowerBound)
    }
    append(
      Self.mix(Self.mix(before, Self.edge), salt &+ 0x100), words,
      Source(passage: number, range: startBefore..<startBefore))
  }

  /// All runs of two to five letters of a word with its edges.
  private mutating func addRuns(
    of token: Token, _ salt: UInt64, _ block: UInt8, _ source: Source
  ) {
    let letters = tokens.folded[token.folded]
    // A code is known by itself or not at all.
    guard !letters.contains(where: { (0x30...0x39).contains($0) }) else { return }
    let count = letters.count + 2
    for start in 0..<(count - 1) {
      var hash: UInt64 = 0x9AE1_6A3B_2F90_404F
      for place in start..<min(start + 5, count) {
        let value =
          place == 0 || place == count - 1 ? 0x20 : letters[letters.startIndex + place - 1]
        hash = Self.mix(hash, UInt64(value))
        if place > start { append(Self.mix(hash, salt &+ 0x300), block, source) }
      }
    }
  }

  private func hash(of token: Token) -> UInt64 {
    var hash: UInt64 = 0xC2B2_AE3D_27D4_EB4F &+ UInt64(token.kind.rawValue)
    // What long numbers say is that they are long.
    if token.kind == .number, token.folded.count > 4 {
      return Self.mix(hash, UInt64(min(token.folded.count, 20)))
    }
    for value in tokens.folded[token.folded] { hash = Self.mix(hash, UInt64(value)) }
    return hash
  }

  private mutating func append(_ key: UInt64, _ block: UInt8, _ source: Source) {
    features.append(Feature(key: key, block: block))
    if keepsSources { sources.append(source) }
  }

  private static let edge: UInt64 = 0x1656_67B1_9E37_79F9

  /// A hash of two numbers in which every bit of both matters (the finish of MurmurHash3).
  @inline(__always)
  static func mix(_ left: UInt64, _ right: UInt64) -> UInt64 {
    var value = (left ^ (right &* 0x9FB2_1C65_1E98_DF25)) &* 0xFF51_AFD7_ED55_8CCD
    value ^= value >> 33
    value = value &* 0xC4CE_B9FE_1A85_EC53
    return value ^ (value >> 29)
  }
}
