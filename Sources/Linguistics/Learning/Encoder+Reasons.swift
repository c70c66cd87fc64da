extension Encoder {
  /// The words behind the parts of a sum, one part a row of the document that was read last.
  ///
  /// A part is shared out evenly to the places its feature came from, and there to the words; what
  /// the runs of a word's letters add is the word's.
  func reasons(
    _ parts: [Float], _ letters: [(word: Int, part: Float)], _ passages: [Passage], isSigned: Bool
  ) -> [TextJudge.Reason] {
    var times = [Float](repeating: 0, count: parts.count)
    for place in instances where place >= 0 { times[Int(place)] += 1 }
    var weights = [Float](repeating: 0, count: maker.words.count)
    for (place, source) in zip(instances, maker.sources) where place >= 0 && source.first >= 0 {
      let words = Int(source.first)...Int(source.last)
      let share = parts[Int(place)] / times[Int(place)] / Float(words.count)
      for word in words { weights[word] += share }
    }
    for (word, part) in letters { weights[word] += part }
    let whole = weights.reduce(Float(0)) { $0 + abs($1) }
    guard whole > 0 else { return [] }
    let strength = weights.map { isSigned ? abs($0) : $0 }
    let strongest = strength.max() ?? 0
    let chosen = strength.indices.sorted {
      strength[$0] != strength[$1] ? strength[$0] > strength[$1] : $0 < $1
    }.prefix(8).filter { strength[$0] > 0 && strength[$0] * 8 >= strongest }
    return runs(Set(chosen), weights).map { run -> TextJudge.Reason in
      let (turn, bytes) = span(run)
      let text = passages.indices.contains(turn) ? passages[turn].text.utf8 : "".utf8
      let start = text.index(text.startIndex, offsetBy: bytes.lowerBound, limitedBy: text.endIndex)
      let end = text.index(text.startIndex, offsetBy: bytes.upperBound, limitedBy: text.endIndex)
      let words = text[(start ?? text.endIndex)..<(end ?? text.endIndex)]
      return TextJudge.Reason(
        turn: turn, bytes: bytes, words: String(decoding: words, as: UTF8.self),
        weight: Double(run.reduce(0) { $0 + weights[$1] } / whole))
    }.sorted { abs($0.weight) > abs($1.weight) }.prefix(5).map(\.self)
  }

  /// Neighbouring words of one turn that pull the same way belong together.
  private func runs(_ chosen: Set<Int>, _ weights: [Float]) -> [ClosedRange<Int>] {
    var runs: [ClosedRange<Int>] = []
    for word in chosen.sorted() {
      if let last = runs.last, last.upperBound == word - 1,
        maker.words[word - 1].turn == maker.words[word].turn,
        (weights[word - 1] > 0) == (weights[word] > 0)
      {
        runs[runs.count - 1] = last.lowerBound...word
      } else {
        runs.append(word...word)
      }
    }
    return runs
  }

  private func span(_ run: ClosedRange<Int>) -> (Int, Range<Int>) {
    let first = maker.words[run.lowerBound], last = maker.words[run.upperBound]
    return (first.turn, first.bytes.lowerBound..<max(first.bytes.lowerBound, last.bytes.upperBound))
  }
}
