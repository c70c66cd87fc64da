extension QuestionReading {
  /// Whether it asks to be told something.
  ///
  /// Not where one will look oneself, "I'll see if", nor where it leads to a thing to do, "see if
  /// you can book it".
  func asksToKnow(_ marks: ArraySlice<ClueReading.Mark>, _ words: Range<Int>) -> Bool {
    marks.contains { inquiry in
      guard inquiry.clue == .inquiry else { return false }
      return !marks.contains { other in
        switch other.clue {
        case .ownership: other.value >= 0 && other.last + 1 == inquiry.first
        case .favour:
          other.first <= inquiry.last && other.last > inquiry.last && isForDeed(other, words)
        default: false
        }
      }
    }
  }

  /// "Can you please put it on" and "book the table": a favour, and a thing to do.
  ///
  /// "When can you send it" asks to know when.
  func asksForDeed(
    _ marks: ArraySlice<ClueReading.Mark>, _ words: Range<Int>, _ all: ClueSet, hasMark: Bool
  ) -> Bool {
    let start = clues.afterFillers(words)
    if clues.begins(.act, at: start), clues.begins(.pronoun, at: start + 1) || !hasMark {
      return true
    }
    guard all.contains(.deed) || all.contains(.favour) else { return false }
    let asksFirst = clues.begins(.questionWord, at: start) && !clues.begins(.unasked, at: start)
    return marks.contains { mark in
      guard mark.clue == .deed || mark.clue == .favour && isForDeed(mark, words) else {
        return false
      }
      let isAfterQuestion =
        mark.first > words.lowerBound && clues.begins(.questionWord, at: mark.first - 1)
      return !isAfterQuestion && !(asksFirst && mark.first > start)
    }
  }

  private func isForDeed(_ favour: ClueReading.Mark, _ words: Range<Int>) -> Bool {
    guard favour.last + 1 < words.upperBound else { return false }
    return clues.begins(.act, at: clues.afterFillers(favour.last + 1..<words.upperBound))
  }

  /// Whether it asks for a thing that one wants to know, "give me the address".
  ///
  /// Not for one that is to be changed, or that only describes another: "a film in the comedy
  /// genre".
  func asksForFact(_ marks: ArraySlice<ClueReading.Mark>, _ words: Range<Int>) -> Bool {
    guard
      marks.contains(where: { $0.clue == .wanting || $0.clue == .deed || isForShowing($0) })
    else { return false }
    return marks.contains { fact in
      guard fact.clue == .fact else { return false }
      let wish = marks.last { mark in
        guard mark.last < fact.first else { return false }
        return mark.clue == .wanting || mark.clue == .deed || isForShowing(mark)
      }
      let from = wish.map { $0.last + 1 } ?? max(words.lowerBound, fact.first - 4)
      if let wish, changes(marks, from: wish, to: fact) { return false }
      return !describes(from..<fact.first)
    }
  }

  private func isForShowing(_ mark: ClueReading.Mark) -> Bool {
    mark.clue == .act && mark.value > 0
  }

  /// Whether a thing is to be done to it: "I want to change the address".
  private func changes(
    _ marks: ArraySlice<ClueReading.Mark>, from wish: ClueReading.Mark, to fact: ClueReading.Mark
  ) -> Bool {
    marks.contains { act in
      guard act.clue == .act, act.value == 0, act.last < fact.first, act.first >= wish.first else {
        return false
      }
      return act.first <= wish.last + 1 || Self.to == Array(reading.letters(act.first - 1))
        || marks.contains { $0.clue == .favour && $0.last + 1 == act.first }
    }
  }

  /// Whether the words before a thing make it part of another, or a verb.
  private func describes(_ before: Range<Int>) -> Bool {
    before.contains { word in
      let letters = Array(reading.letters(word))
      return Self.joining.contains(letters)
        || Self.one.contains(letters) && word + 1 < before.upperBound
        || letters == Self.to && word + 1 == before.upperBound
    }
  }

  private static func letters(_ words: String) -> [[UInt32]] {
    words.split(separator: " ").map { $0.unicodeScalars.map(\.value) }
  }

  private static let to: [UInt32] = [0x74, 0x6F]
  private static let one = Set(letters("a an one"))
  private static let joining = Set(letters("in with under by at named called as from like"))
}
