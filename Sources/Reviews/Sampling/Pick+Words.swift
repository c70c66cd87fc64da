internal import Conversations
internal import Kernel
internal import People
internal import Web

extension Pick {
  /// Why this conversation, in a sentence: the stream, the rule, the chance, and what flagged it;
  /// said to the person whose work it is, or to anybody else.
  func why(_ text: Text, toAgent isMine: Bool = false) -> String {
    let rule = reason.sentence(text, toAgent: isMine)
    guard isSuspicious else { return rule }
    let found = flags.map { $0.words(text) }.joined(separator: text("pick.flags.and"))
    let flagged = text("pick.flags", ["signals": .string(found)])
    let twice = isDrawnTwice ? " " + text("pick.twice") : ""
    return stream == .suspicious
      ? "\(flagged) \(rule)\(twice)"
      : "\(rule) \(text("pick.twice.flagged")) \(flagged)"
  }
}

extension Cycle {
  /// Whether whoever has a review still to write is not told yet why it was picked.
  ///
  /// A sign of trouble would colour their view. In a cycle that looks at flagged conversations it is
  /// said of none, since silence about some would be the sign itself. Who plans the sample knows it.
  func keepsQuiet(about review: Review, for actor: Actor) -> Bool {
    plan.sampling.flagged > 0 && review.isMine && review.isOpen && takes(review)
      && !actor.can(.change, .sampling, Ownership(team: team.rawValue))
  }
}

extension Pick {
  /// Why, as far as whoever writes a review of it may know by now.
  func why(_ text: Text, for review: Review, in cycle: Cycle?, to actor: Actor) -> String {
    cycle?.keepsQuiet(about: review, for: actor) == true
      ? text("pick.later") : why(text, toAgent: review.agent == actor.person)
  }
}

extension FrameItem.Flag {
  /// What the signal saw, with its value.
  func words(_ text: Text) -> String {
    let key = "signal.\(signal).found"
    guard text.has(key) else { return signal }
    return text(key, ["value": .string(Signal.named(signal).shown(value, text))])
  }
}

extension Signal {
  /// A value or a mark in the reader's words.
  func shown(_ value: Double, _ text: Text) -> String {
    switch unit {
    case .rating: text.number(value, digits: 0)
    case .times: text("sampling.times", ["count": .integer(Int(exactly: value.rounded()) ?? 0)])
    case .seconds: text.duration(value)
    case .share: text.percent(value)
    }
  }
}

extension Pick.Reason {
  func sentence(_ text: Text, toAgent isMine: Bool = false) -> String {
    switch self {
    case .lot(let drawn, let population):
      text(
        isMine ? "pick.reason.lot.mine" : "pick.reason.lot",
        ["count": .integer(drawn), "of": .integer(population)])
    case .all(let population):
      text(
        isMine ? "pick.reason.all.mine" : "pick.reason.all", ["count": .integer(population)])
    case .replacement(let drawn, let population):
      text("pick.reason.replacement", ["count": .integer(drawn), "of": .integer(population)])
    case .flagged(let drawn, let population):
      text("pick.reason.flagged", ["count": .integer(drawn), "of": .integer(population)])
    case .unsettled(let drawn, let population):
      text("pick.reason.unsettled", ["count": .integer(drawn), "of": .integer(population)])
    }
  }
}

extension Assignment.Reason {
  /// Why this person, in a sentence to them.
  func sentence(_ text: Text) -> String {
    switch self {
    case .lot(let among):
      text("assignment.reason.lot", ["count": .integer(among)])
    case .language(let language, let among):
      text(
        "assignment.reason.language",
        ["language": .string(Language.name(of: language)), "count": .integer(among)])
    case .skill(let skill, let among):
      text("assignment.reason.skill", ["skill": .string(skill), "count": .integer(among)])
    case .lead: text("assignment.reason.lead")
    case .own: text("assignment.reason.own")
    case .second(let among): text("assignment.reason.second", ["count": .integer(among)])
    case .expert(let among): text("assignment.reason.expert", ["count": .integer(among)])
    case .chosen: text("assignment.reason.chosen")
    case .asked: text("assignment.reason.asked")
    case .passed(let among): text("assignment.reason.passed", ["count": .integer(among)])
    }
  }
}

extension Assignment.Remark {
  /// What the rule could not do, in a sentence.
  func sentence(_ text: Text) -> String {
    switch self {
    case .swapUnavoidable(let conversations):
      text("assignment.remark.swap", ["count": .integer(conversations)])
    case .nobodyLeft(let conversations):
      text("assignment.remark.nobody", ["count": .integer(conversations)])
    case .fewerReviews(let asked, let possible):
      text(
        "assignment.remark.fewer", ["asked": .integer(asked), "possible": .integer(possible)])
    case .unequalLoad(let least, let most):
      text("assignment.remark.unequal", ["least": .integer(least), "most": .integer(most)])
    case .unequalForLanguage(let least, let most):
      text(
        "assignment.remark.unequalLanguage",
        ["least": .integer(least), "most": .integer(most)])
    case .unequalForConflicts(let least, let most):
      text(
        "assignment.remark.unequalConflicts",
        ["least": .integer(least), "most": .integer(most)])
    case .skillMissing(let skill, let conversations):
      text(
        "assignment.remark.skill",
        ["skill": .string(skill), "count": .integer(conversations)])
    case .skillForBalance(let conversations):
      text("assignment.remark.skillBalance", ["count": .integer(conversations)])
    case .noExpert(let conversations):
      text("assignment.remark.expert", ["count": .integer(conversations)])
    case .languageUnknown(let language, let conversations):
      text(
        "assignment.remark.language",
        ["language": .string(Language.name(of: language)), "count": .integer(conversations)])
    case .swappedOverMonths(let pairs):
      text("assignment.remark.months", ["count": .integer(pairs)])
    }
  }
}

extension Language {
  /// A language's own name where we know it, else its tag.
  static func name(of tag: String) -> String { Tongue.name(of: tag) }
}
