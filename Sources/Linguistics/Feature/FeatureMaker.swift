/// Turns a text or a conversation into hashed features, block by block.
///
/// Words, pairs of neighbours and pairs over one word in between; inside words, all runs of two to
/// five letters with the word's edges, which carry endings and prefixes and survive misspelling.
/// How a text is put comes from ``Cue``s and from how its sentences begin and end. A conversation
/// has a block for what each side says in all and what each said last. The hash of a feature is 64
/// bits wide, so that two meet once in a few thousand million.
struct FeatureMaker: FeatureSink {
  struct Feature {
    let key: UInt64
    let block: UInt8
    /// A single word, not a pair or a part.
    let isWord: Bool
  }

  /// The words a feature came from, by their numbers over all turns; none where `first` is negative.
  struct Source {
    let first: Int32
    let last: Int32
  }

  /// Where a feature stands; each view has a block for words and one for runs of letters.
  enum View {
    static let alone: UInt8 = 0
    /// All turns of a side: 1…3.
    static func all(_ side: Passage.Side) -> UInt8 { max(1, side.rawValue) }
    /// The last turn of a side: 4…6.
    static func last(_ side: Passage.Side) -> UInt8 { 3 + max(1, side.rawValue) }
    /// Whether a block holds what a side said last.
    static func isLast(_ block: UInt8) -> Bool { (8..<14).contains(block) }
  }

  /// Each block is normalised by itself, so that a long one does not drown a short one.
  static let blockCount = 20
  static let courseBlock: UInt8 = 16
  static let styleBlock: UInt8 = 17
  /// How often each cue and mark comes, and how long the text is.
  ///
  /// Few features that stand in many texts; each is measured by how much it varies from text to
  /// text, and they are not normalised, so that a text with many of them does not hide one.
  static let mannerBlock: UInt8 = 18
  /// What helpers say of the turns.
  static let hintBlock: UInt8 = 19

  /// Beyond so many words their runs say nothing new.
  static let mostRunWords = 2000

  /// Whether a block holds runs of letters.
  static func isLetters(_ block: Int) -> Bool { block < 16 && block & 1 == 1 }

  /// Whether a block says how a text is put.
  static func isStyle(_ block: UInt8) -> Bool { block == styleBlock || block == mannerBlock }

  private(set) var features: [Feature] = []
  /// For each feature the words it came from, and for each word its turn and bytes; on request only.
  private(set) var sources: [Source] = []
  private(set) var words: [(turn: Int, bytes: Range<Int>)] = []
  var keepsSources = false

  /// A token whose runs are left to somebody who may know them already.
  struct RunWord {
    /// Of the token with its runs, and of the token by itself.
    let key: UInt64, word: UInt64
    let view: UInt8
    /// None where it has no runs.
    let letters: Range<Int>
    /// Its number over all turns, where words are kept.
    let place: Int

    /// Beyond so many words runs say nothing new.
    @inline(__always)
    init(_ token: Token, _ hash: UInt64, at place: Int, _ view: UInt8) {
      let hasRuns = token.kind == .word && place < FeatureMaker.mostRunWords
      let salt = FeatureMaker.runSalt(view)
      self.view = view
      key = FeatureMaker.mix(hash, hasRuns ? salt : ~salt)
      word = FeatureMaker.wordKey(hash, view)
      letters = hasRuns ? token.folded : 0..<0
      self.place = place
    }

    /// The same word with its letters and itself elsewhere.
    func moved(to letters: Range<Int>, at place: Int) -> RunWord {
      RunWord(key: key, word: word, view: view, letters: letters, place: place)
    }

    private init(key: UInt64, word: UInt64, view: UInt8, letters: Range<Int>, place: Int) {
      self.key = key
      self.word = word
      self.view = view
      self.letters = letters
      self.place = place
    }
  }

  /// Gives words in place of their runs.
  var leavesRuns = false
  private(set) var runWords: [RunWord] = []
  private(set) var letters: [UInt32] = []
  /// How many words of all turns stand before the turn that is being read.
  private var offset = 0

  var tokens = Tokens()
  /// The hash of each token of the passage that was read last.
  var hashes: [UInt64] = []
  var course = Course()

  /// Reads a document anew.
  mutating func read(_ passages: [Passage]) {
    features.removeAll(keepingCapacity: true)
    sources.removeAll(keepingCapacity: true)
    words.removeAll(keepingCapacity: true)
    runWords.removeAll(keepingCapacity: true)
    letters.removeAll(keepingCapacity: true)
    guard let only = passages.first, passages.count == 1 else { return readTurns(passages) }
    read(only, turn: 0)
    addWords(View.alone, skips: true)
    addRuns(View.alone)
    addStyle()
  }

  private mutating func readTurns(_ passages: [Passage]) {
    let last = Self.lastPlaces(of: passages)
    course.begin()
    for (number, passage) in passages.enumerated() {
      read(passage, turn: number)
      addWords(View.all(passage.side), skips: false)
      if last.contains(number) {
        addWords(View.last(passage.side), skips: true)
        addRuns(View.last(passage.side))
        addStyle(salt: UInt64(passage.side.rawValue))
      }
      course.turn(passage.side, tokens, hashes)
    }
    for key in course.keys() { take(key, Self.courseBlock, -1, -1) }
    for key in Hints.keys(passages) { take(key, Self.hintBlock, -1, -1) }
  }

  private mutating func read(_ passage: Passage, turn: Int) {
    var text = passage.text
    text.withUTF8 { tokens.read($0) }
    Self.hash(tokens, into: &hashes)
    guard keepsSources else { return }
    offset = words.count
    for token in tokens.items { words.append((turn, token.range)) }
  }

  /// The last turn of each side.
  private static func lastPlaces(of passages: [Passage]) -> Set<Int> {
    var places: [Passage.Side: Int] = [:]
    for (number, passage) in passages.enumerated() { places[passage.side] = number }
    return Set(places.values)
  }

  private mutating func addWords(_ view: UInt8, skips: Bool) {
    Self.words(hashes, view, skips: skips, &self)
  }

  /// Words, pairs of neighbours, and pairs over one word in between.
  @inline(__always)
  static func words<Sink: FeatureSink>(
    _ hashes: [UInt64], _ view: UInt8, skips: Bool, _ sink: inout Sink
  ) {
    let block = view * 2
    let pair = UInt64(view) &+ 0x101, skip = UInt64(view) &+ 0x201
    var before = edge, last = edge
    for place in hashes.indices {
      let own = hashes[place]
      sink.take(wordKey(own, view), block, place, place, isWord: true)
      sink.take(mix(before &+ pair, own), block, max(0, place - 1), place)
      if skips, place >= 2 {
        sink.take(mix(last &+ skip, own), block, place - 2, place)
      }
      last = before
      before = own
    }
    let end = hashes.count - 1
    sink.take(mix(before &+ pair, edge), block, end, end)
  }

  /// The key of a word by itself.
  @inline(__always)
  static func wordKey(_ own: UInt64, _ view: UInt8) -> UInt64 { mix(own, UInt64(view) &+ 1) }

  /// All runs of two to five letters of each word, or the word for somebody who knows its runs.
  private mutating func addRuns(_ view: UInt8) {
    if leavesRuns {
      for (place, token) in tokens.items.enumerated() {
        let word = RunWord(token, hashes[place], at: place, view)
        let start = letters.count
        letters.append(contentsOf: tokens.folded[word.letters])
        runWords.append(word.moved(to: start..<letters.count, at: offset + place))
      }
      return
    }
    let salt = Self.runSalt(view)
    for (place, token) in tokens.items.prefix(Self.mostRunWords).enumerated()
    where token.kind == .word {
      let word = tokens.folded[token.folded]
      // A code is known by itself or not at all.
      guard !Self.isCode(word) else { continue }
      Self.runs(of: word, salt) { take($0, view * 2 + 1, place, place) }
    }
  }

  /// Whether a word has digits in it.
  static func isCode(_ word: ArraySlice<UInt32>) -> Bool {
    word.contains { (0x30...0x39).contains($0) }
  }

  /// What the runs of a view begin with.
  static func runSalt(_ view: UInt8) -> UInt64 {
    mix(UInt64(view) &+ 0x300, 0x9AE1_6A3B_2F90_404F)
  }

  /// Beyond so many letters a word's runs say nothing new.
  private static let mostLetters = 64

  /// The hashes of all runs of two to five letters of a word with its edges.
  @inline(__always)
  static func runs(of word: ArraySlice<UInt32>, _ salt: UInt64, _ take: (UInt64) -> Void) {
    let count = min(word.count, mostLetters) + 2
    for start in 0..<(count - 1) {
      var hash = salt
      for letter in start..<min(start + 5, count) {
        let isEdge = letter == 0 || letter == count - 1
        let value = isEdge ? 0x20 : word[word.startIndex + letter - 1]
        hash = mix(hash, UInt64(value))
        if letter > start { take(hash) }
      }
    }
  }

  /// The hash of each token as features know it.
  static func hash(_ tokens: Tokens, into hashes: inout [UInt64]) {
    hashes.removeAll(keepingCapacity: true)
    tokens.folded.withUnsafeBufferPointer { folded in
      for token in tokens.items {
        let kind = UInt64(token.kind.rawValue), count = token.folded.count
        // What long numbers say is that they are long.
        if token.kind == .number, count > 4 {
          hashes.append(mix(kind &+ 0x77, UInt64(min(count, 20))))
          continue
        }
        // Two letters multiply what is before them; the finish brings that down to the low bits.
        var hash: UInt64 = 0xC2B2_AE3D_27D4_EB4F &+ kind
        var place = token.folded.lowerBound
        let last = token.folded.upperBound &- 1
        while place < last {
          let both = UInt64(folded[place]) | UInt64(folded[place &+ 1]) << 32
          hash = (hash ^ both) &* 0x9FB2_1C65_1E98_DF25
          place &+= 2
        }
        if place == last { hash = (hash ^ UInt64(folded[place])) &* 0x9FB2_1C65_1E98_DF25 }
        hashes.append(mix(hash, UInt64(count)))
      }
    }
  }

  @inline(__always)
  mutating func take(_ key: UInt64, _ block: UInt8, _ first: Int, _ last: Int, isWord: Bool) {
    features.append(Feature(key: key, block: block, isWord: isWord))
    guard keepsSources else { return }
    let isNone = first < 0
    sources.append(
      Source(first: isNone ? -1 : Int32(first + offset), last: isNone ? -1 : Int32(last + offset)))
  }

  static let edge: UInt64 = 0x1656_67B1_9E37_79F9

  /// A hash of two numbers in which every bit of both matters (the finish of MurmurHash3).
  @inline(__always)
  static func mix(_ left: UInt64, _ right: UInt64) -> UInt64 {
    var value = (left ^ (right &* 0x9FB2_1C65_1E98_DF25)) &* 0xFF51_AFD7_ED55_8CCD
    value ^= value >> 33
    value = value &* 0xC4CE_B9FE_1A85_EC53
    return value ^ (value >> 29)
  }
}
