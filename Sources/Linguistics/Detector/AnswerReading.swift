internal import Glibc

/// What a message has to offer as an answer.
struct Reply: Sendable {
  let turn: Int
  let clues: ClueSet
  let shapes: Shapes
  let matter: Set<UInt64>
  let words: Int
  /// Whether it asks; Russian and Hebrew words for asking join sentences, too, and need the mark.
  let asks: Bool
  /// Whether all it says is a question of its own.
  let onlyAsks: Bool
  let promises: Bool
  /// Whether most of it is written without blanks, so that each character counts as a word.
  let isHan: Bool

  /// Forms of text that answer certain questions.
  struct Shapes: OptionSet, Hashable, Sendable {
    let rawValue: UInt16
    static let number = Shapes(rawValue: 1)
    static let longNumber = Shapes(rawValue: 2)
    static let clock = Shapes(rawValue: 4)
    static let money = Shapes(rawValue: 8)
    static let mail = Shapes(rawValue: 16)
    static let link = Shapes(rawValue: 32)
    static let name = Shapes(rawValue: 64)
    static let decimal = Shapes(rawValue: 128)
    static let year = Shapes(rawValue: 256)
  }

  init(_ reading: TextReading, _ clues: ClueReading, turn: Int, bytes: UnsafeBufferPointer<UInt8>) {
    self.turn = turn
    let words = 0..<reading.words.count
    self.words = words.count
    let all = clues.all(in: words)
    self.clues = all
    matter = Set(Matter.hashes(reading, clues, words))
    shapes = Shapes(reading, bytes)
    promises = all.contains(.deferral) || all.contains(.promise)
    isHan = 2 * words.count { reading.token($0).kind == .ideograph } > words.count
    let questions = reading.sentences.indices.filter { !reading.words(of: $0).isEmpty }
    let joins = words.contains { (0x400..<0x600).contains(reading.letters($0).first ?? 0) }
    asks =
      all.contains(.questionWord)
      && (!joins || questions.contains { reading.sentences[$0].ending == .question })
    onlyAsks =
      !questions.isEmpty
      && questions.allSatisfy { reading.sentences[$0].ending == .question }
  }
}

extension Reply.Shapes {
  init(_ reading: TextReading, _ bytes: UnsafeBufferPointer<UInt8>) {
    self = []
    var digits = 0, end = -9
    for token in reading.tokens.items {
      if token.kind == .number {
        insert(.number)
        let lead = reading.tokens.folded[token.folded.lowerBound]
        if token.folded.count == 4, lead == 0x31 || lead == 0x32 { insert(.year) }
        let gap = token.range.lowerBound - end
        let divider = gap == 1 ? bytes[end] : 0
        if divider == 0x3A { insert(.clock) }
        if divider == 0x2E { insert(.decimal) }
        digits = gap <= 2 ? digits + token.folded.count : token.folded.count
        if digits >= 7 { insert(.longNumber) }
        end = token.range.upperBound
        continue
      }
      guard let first = reading.tokens.folded[token.folded].first else { continue }
      switch (token.kind, first) {
      case (_, 0x24), (_, 0x20AC), (_, 0xA3), (_, 0xA5), (_, 0x20AA), (_, 0x20BD), (_, 0x5143):
        insert(.money)
      case (.mark, 0x40): insert(.mail)
      case (.word, _):
        let lead = bytes[token.range.lowerBound]
        if token.range.lowerBound > 0, (0x41...0x5A).contains(lead) { insert(.name) }
        if token.range.count > 3, lead | 0x20 == 0x68 || lead | 0x20 == 0x77 {
          let begin = bytes[token.range.lowerBound..<min(bytes.count, token.range.upperBound + 3)]
          if String(decoding: begin, as: UTF8.self).lowercased().hasPrefix("http") {
            insert(.link)
          }
        }
        if token.range.count == 3, lead | 0x20 == 0x77,
          token.range.upperBound < bytes.count, bytes[token.range.upperBound] == 0x2E
        {
          insert(.link)
        }
      default: break
      }
    }
  }
}

/// Judges whether a reply answers a question.
struct AnswerReading {
  /// What speaks for and against it; each is small and named, so that it can be explained.
  struct Signs: Hashable, Sendable {
    /// The share of the question's matter that the reply speaks of.
    var overlap = 0.0
    /// Whether it speaks of any of it.
    var touches = 0.0
    /// The share of the words beside the question word that the reply lacks.
    var focusMissed = 0.0
    /// The share of the things asked for that the reply does not have in the right form.
    var missing = 0.0
    /// Whether it has a number or an address that only an answer has.
    var exact = 0.0
    /// Whether such a one was asked for and is not there.
    var exactMissing = 0.0
    /// The share of the things asked for that the reply names.
    var named = 0.0
    /// Whether it names things that nobody asked for.
    var strays = 0.0
    /// The times, prices and long numbers it gives without being asked.
    var unasked = 0.0
    /// Whether it offers something where no suggestion was asked for.
    var proposes = 0.0
    /// Whether it ends the talk, or asks for more, and names nothing.
    var takesLeave = 0.0
    var saysYesNo = 0.0
    var onlyAsks = 0.0
    var asksBack = 0.0
    var putsOff = 0.0
    var unknown = 0.0
    /// ln(1 + words) of a reply with blanks.
    var length = 0.0
  }

  static func signs(_ question: AskedQuestion, _ reply: Reply) -> Signs {
    var signs = Signs()
    let matter = Set(question.matter)
    signs.overlap = share(of: matter, in: reply)
    signs.touches = signs.overlap > 0 ? 1 : 0
    let focus = Set(question.focus)
    signs.focusMissed = focus.isEmpty ? 0 : 1 - share(of: focus, in: reply)
    weighForms(question, reply, &signs)
    let (wanted, given) = (question.topics.bits, QuestionReading.topics(reply.clues).bits)
    if wanted != 0 {
      signs.named = Double((wanted & given).nonzeroBitCount) / Double(wanted.nonzeroBitCount)
    }
    signs.strays = given & ~wanted != 0 ? 1 : 0
    signs.unasked = unasked(question.topics, reply)
    let clues = reply.clues
    signs.proposes =
      clues.contains(.tellSuggestion) && !question.topics.contains(.askSuggestion) ? 1 : 0
    let ends = clues.contains(.goodbye) || clues.contains(.goodWish) || clues.contains(.moreHelp)
    signs.takesLeave = ends && given == 0 && !reply.shapes.contains(.number) ? 1 : 0
    if question.isYesNo {
      signs.saysYesNo = clues.contains(.tellYes) || clues.contains(.tellNo) ? 1 : 0
    }
    signs.onlyAsks = reply.onlyAsks && !reply.isHan ? 1 : 0
    signs.asksBack = reply.asks && !reply.isHan ? 1 : 0
    signs.putsOff = reply.promises && signs.exact == 0 ? 1 : 0
    signs.unknown = clues.contains(.tellUnknown) ? 1 : 0
    signs.length = reply.isHan ? 0 : log(1 + Double(reply.words))
    return signs
  }

  private static func share(of matter: Set<UInt64>, in reply: Reply) -> Double {
    matter.isEmpty
      ? 0 : Double(matter.count { reply.matter.contains($0) }) / Double(matter.count)
  }

  private static func weighForms(
    _ question: AskedQuestion, _ reply: Reply, _ signs: inout Signs
  ) {
    var (asked, told) = (0.0, 0.0)
    for topic in QuestionReading.askClues where question.topics.contains(topic) {
      guard let has = tells(topic, reply) else { continue }
      asked += 1
      told += has
      guard exactForms.contains(topic) else { continue }
      if has > 0 { signs.exact = 1 } else { signs.exactMissing = 1 }
    }
    if asked > 0 { signs.missing = 1 - told / asked }
  }

  /// What only an answer looks like.
  private static let exactForms: [Clue] = [.askPhone, .askMail, .askLink]

  private static func unasked(_ topics: ClueSet, _ reply: Reply) -> Double {
    let forms: [(Reply.Shapes, Clue)] = [
      (.clock, .askTime), (.money, .askPrice), (.longNumber, .askPhone),
    ]
    return Double(forms.count { reply.shapes.contains($0.0) && !topics.contains($0.1) })
  }

  /// How well a reply has the form that a thing asked for wants, 0…1; `nil` where any form will do.
  private static func tells(_ topic: Clue, _ reply: Reply) -> Double? {
    let (shapes, clues) = (reply.shapes, reply.clues)
    func one(_ isThere: Bool, or weak: Bool = false) -> Double { isThere ? 1 : weak ? 0.5 : 0 }
    switch topic {
    case .askTime:
      return one(
        shapes.contains(.clock) || clues.contains(.tellTime) || shapes.contains(.year))
    case .askPrice:
      return one(
        shapes.contains(.money) || clues.contains(.tellPrice), or: shapes.contains(.number))
    case .askPhone: return one(shapes.contains(.longNumber))
    case .askMail: return one(shapes.contains(.mail))
    case .askLink: return one(shapes.contains(.link))
    case .askPlace:
      if clues.contains(.street) || clues.contains(.streetName) { return 1 }
      return clues.contains(.tellPlace) ? 0.8 : shapes.contains(.name) ? 0.4 : 0
    case .askCount: return one(shapes.contains(.number))
    case .askLength: return one(clues.contains(.tellLength), or: shapes.contains(.number))
    case .askPerson: return one(shapes.contains(.name))
    case .askReason: return one(clues.contains(.tellReason))
    case .askManner: return one(clues.contains(.tellPlan))
    case .askRating: return one(shapes.contains(.decimal), or: shapes.contains(.number))
    case .askSuggestion: return one(clues.contains(.tellSuggestion), or: shapes.contains(.name))
    default: return nil
    }
  }

  /// The chance that the reply answers the question (a logistic sum of the signs).
  ///
  /// What a share of common words is worth differs where they are pairs of characters.
  static func chance(_ signs: Signs, isHan: Bool) -> Double {
    let sum = isHan ? hanSum(signs) : blankSum(signs)
    return 1 / (1 + exp(-sum))
  }

  private static func blankSum(_ signs: Signs) -> Double {
    let speaks = 4.4 * signs.overlap + 2.4 * signs.touches + 2.1 * signs.named
    let tells = 3 * signs.exact + 1.3 * signs.saysYesNo
    let lacks = 3.6 * signs.missing + 1.5 * signs.exactMissing
    let strays = 0.4 * signs.strays + 0.3 * signs.unasked + 1.4 * signs.proposes
    let ends = 3.2 * signs.takesLeave + 3.3 * signs.onlyAsks + 2 * signs.asksBack
    let leaves = 2.4 * signs.putsOff + 0.5 * signs.unknown
    return 3.8 + speaks + tells - lacks - strays - ends - leaves - 1.5 * signs.length
  }

  private static func hanSum(_ signs: Signs) -> Double {
    let speaks = 8.7 * signs.overlap + signs.touches + signs.named
    let tells = 1.2 * signs.exact + 0.5 * signs.saysYesNo
    let lacks = 1.6 * signs.missing + 2 * signs.exactMissing + 2.7 * signs.focusMissed
    let strays = 1.3 * signs.strays + 0.7 * signs.unasked + 0.8 * signs.proposes
    let ends = 1.6 * signs.takesLeave + 1.5 * signs.putsOff + 0.5 * signs.unknown
    return 2.5 + speaks + tells - lacks - strays - ends
  }
}
