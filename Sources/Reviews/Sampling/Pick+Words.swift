internal import Web

extension Pick.Reason {
  /// Why this conversation, in a sentence.
  func sentence(_ text: Text) -> String {
    switch self {
    case .lot(let drawn, let population):
      text("pick.reason.lot", ["count": .integer(drawn), "of": .integer(population)])
    case .all(let population):
      text("pick.reason.all", ["count": .integer(population)])
    case .replacement(let drawn, let population):
      text("pick.reason.replacement", ["count": .integer(drawn), "of": .integer(population)])
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
    case .lead: text("assignment.reason.lead")
    case .own: text("assignment.reason.own")
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
  static func name(of tag: String) -> String { Language(rawValue: tag)?.ownName ?? tag }
}
