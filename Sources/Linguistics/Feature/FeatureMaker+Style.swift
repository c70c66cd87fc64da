/// How a text is put, apart from what it is about.
extension FeatureMaker {
  /// Beyond so many steps of four words a text is long.
  private static let mostSteps = 100

  mutating func addStyle(salt: UInt64 = 0) {
    Self.style(tokens, hashes, salt: salt, &self)
  }

  /// Cues and where they stand; how sentences begin and end; length.
  @inline(__always)
  static func style<Sink: FeatureSink>(
    _ tokens: Tokens, _ hashes: [UInt64], salt: UInt64, _ sink: inout Sink
  ) {
    let base = salt &+ 0x5000
    var isStart = true
    var sentences = 0, words = 0
    var before: Cue?
    var place = 0
    while place < tokens.items.count {
      let token = tokens.items[place]
      if token.kind == .mark || token.kind == .repeatedMark {
        let mark = tokens.folded[token.folded.lowerBound]
        let isMark = token.kind == .mark
        sink.add(style: base &+ 1, UInt64(mark) << 1 | (isMark ? 0 : 1), place...place)
        sink.add(manner: base &+ 1, UInt64(mark) << 1 | (isMark ? 0 : 1), place...place)
        if endsSentence(mark), !isStart {
          let end = mix(UInt64(mark), UInt64(min(3, words / 5)))
          sink.add(style: base &+ 2, end, place...place)
          sentences += 1
          words = 0
          isStart = true
          before = nil
        }
        place += 1
        continue
      }
      if isStart {
        sink.add(style: base &+ 8, hashes[place], place...place)
        if place + 1 < hashes.count {
          let both = mix(hashes[place], hashes[place + 1])
          sink.add(style: base &+ 9, both, place...(place + 1))
        }
      }
      let found = Cue.find(at: place, in: hashes)
      if let (cue, length) = found {
        let whole = place...(place + length - 1)
        sink.add(style: base &+ 3, UInt64(cue.rawValue), whole)
        sink.add(manner: base &+ 2, UInt64(cue.rawValue) << 1, whole)
        if isStart { sink.add(manner: base &+ 2, UInt64(cue.rawValue) << 1 | 1, whole) }
        sink.add(style: base &+ 4, UInt64(cue.rawValue) << 1 | (isStart ? 1 : 0), whole)
        if let before {
          sink.add(style: base &+ 5, UInt64(before.rawValue) << 8 | UInt64(cue.rawValue), whole)
        }
        before = cue
        words += length
        place += length
      } else {
        words += 1
        place += 1
      }
      isStart = false
    }
    for _ in 0..<max(1, sentences) { sink.add(manner: base &+ 3, 0, nil) }
    for _ in 0..<(1 + min(mostSteps, hashes.count / 4)) { sink.add(manner: base &+ 4, 0, nil) }
    sink.add(style: base &+ 6, UInt64(min(6, sentences)), nil)
    sink.add(style: base &+ 7, UInt64(Course.step(of: hashes.count)), nil)
  }

  private static func endsSentence(_ mark: UInt32) -> Bool {
    mark == 0x2E || mark == 0x3F || mark == 0x21 || mark == 0x3B
  }
}

extension FeatureSink {
  @inline(__always)
  fileprivate mutating func add(
    manner kind: UInt64, _ value: UInt64, _ words: ClosedRange<Int>?
  ) {
    take(
      FeatureMaker.mix(value &+ 0x44, kind &+ 0x800), FeatureMaker.mannerBlock,
      words?.lowerBound ?? -1, words?.upperBound ?? -1)
  }

  @inline(__always)
  fileprivate mutating func add(
    style kind: UInt64, _ value: UInt64, _ words: ClosedRange<Int>?
  ) {
    take(
      FeatureMaker.mix(value &+ 0x33, kind), FeatureMaker.styleBlock, words?.lowerBound ?? -1,
      words?.upperBound ?? -1)
  }
}
