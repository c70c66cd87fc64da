internal import Glibc

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
    /// Whether it offers something where that was asked for.
    var offers = 0.0
    /// Whether it ends the talk, or asks for more, and names nothing.
    var takesLeave = 0.0
    var saysYesNo = 0.0
    /// Whether it begins with yes or no where that was asked for.
    var decides = 0.0
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
    let allowed = question.wantsProposal ? wanted | suggestion : wanted
    signs.strays = given & ~allowed != 0 ? 1 : 0
    signs.unasked = unasked(question.topics, reply)
    let clues = reply.clues
    let isProposal = clues.contains(.tellSuggestion)
    signs.proposes = isProposal && !question.wantsProposal ? 1 : 0
    signs.offers = isProposal && question.wantsProposal ? 1 : 0
    let ends = clues.contains(.goodbye) || clues.contains(.goodWish) || clues.contains(.moreHelp)
    signs.takesLeave = ends && given == 0 && !reply.shapes.contains(.number) ? 1 : 0
    if question.isYesNo {
      signs.saysYesNo = clues.contains(.tellYes) || clues.contains(.tellNo) ? 1 : 0
      signs.decides = reply.decides ? 1 : 0
    }
    signs.onlyAsks = reply.onlyAsks && !reply.isHan ? 1 : 0
    signs.asksBack = reply.asks && !reply.isHan ? 1 : 0
    signs.putsOff = reply.promises && signs.exact == 0 ? 1 : 0
    signs.unknown = clues.contains(.tellUnknown) ? 1 : 0
    signs.length = reply.isHan ? 0 : log(1 + Double(reply.words))
    return signs
  }

  private static let suggestion: UInt64 = {
    var set = ClueSet()
    set.insert(.askSuggestion)
    return set.bits
  }()

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
    let tells = 1.2 * signs.exact + 0.5 * signs.saysYesNo + 0.8 * signs.decides + 0.6 * signs.offers
    let lacks = 1.6 * signs.missing + 2 * signs.exactMissing + 2.7 * signs.focusMissed
    let strays = 1.3 * signs.strays + 0.7 * signs.unasked + 0.8 * signs.proposes
    let ends = 1.6 * signs.takesLeave + 1.5 * signs.putsOff + 0.5 * signs.unknown
    return 2.5 + speaks + tells - lacks - strays - ends
  }
}
