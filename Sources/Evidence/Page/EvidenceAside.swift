public import Conversations
internal import Kernel
internal import Linguistics
internal import Markup
internal import Storage
internal import Web

extension ConversationAside {
  /// What the texts of a conversation show, with the way to each message and each explanation.
  public static let evidence = ConversationAside { id, visit, db in
    guard visit.actor.can(.read, .evidence) else { return nil }
    let messages = try Message.all(of: id, scope: visit.scope, in: db)
    let found = try ConversationEvidence.read(id, messages, visit, in: db)
    guard !found.sayings.turns.isEmpty else { return nil }
    let opinions = try KeptRule.opinions(
      of: visit.actor.person, in: id, visit.scope, in: db)
    return EvidenceCard(visit: visit, found: found, opinions: opinions).html
  }
}

extension MessageGlosses {
  /// Marks the words of each message that show something, and names what below it.
  public static let evidence = MessageGlosses { messages, visit, db in
    guard visit.actor.can(.read, .evidence) else { return [:] }
    let id = Conversation.ID(rawValue: 0)
    let found = try ConversationEvidence.read(id, messages, visit, in: db)
    return found.glosses(visit.text)
  }
}

extension ConversationEvidence {
  /// Reads a conversation as it stands now, with the rules in use.
  static func read(
    _ id: Conversation.ID, _ messages: [Message], _ visit: Visit, in db: any Connection
  ) throws -> ConversationEvidence {
    let rules = try KeptRule.compiled(visit.scope, in: db)
    var examiner = Examiner(rules: rules.book)
    return ConversationEvidence(id, messages, &examiner, rules: rules.rules)
  }

  /// What is worth marking in a text: single words of feeling would drown the rest.
  private static func isMarked(_ kind: Sighting.Kind) -> Bool {
    switch kind {
    case .positive, .negative, .politeness, .question: false
    default: true
    }
  }

  func glosses(_ text: Text) -> [Message.ID: Gloss] {
    var ranges: [Int: [Range<Int>]] = [:]
    var kinds: [Int: [Sighting.Kind]] = [:]
    for sighting in examination.sightings where Self.isMarked(sighting.kind) {
      ranges[sighting.turn, default: []].append(sighting.range)
      if kinds[sighting.turn]?.contains(sighting.kind) != true {
        kinds[sighting.turn, default: []].append(sighting.kind)
      }
    }
    var names: [Int: [KeptRule]] = [:]
    for match in examination.matches {
      for place in match.places { ranges[place.turn, default: []].append(place.range) }
      names[match.turn, default: []].append(rules[match.rule])
    }
    var glosses: [Message.ID: Gloss] = [:]
    for turn in Set(ranges.keys).union(names.keys) {
      let chips = (kinds[turn] ?? []).map { kind -> HTML in
        "<li><a class=\"chip\" href=\"\(Path.evidence(kind))\">\(kind.name(text))</a></li>"
      }
      let rules = (names[turn] ?? []).map { rule -> HTML in
        "<li><a class=\"chip\" href=\"\(Path.rule(rule.id))\" dir=\"auto\">\(rule.name)</a></li>"
      }
      glosses[messages[turn].id] = Gloss(
        marks: (ranges[turn] ?? []).apart,
        note: """
          <ul class="chips is-small" aria-label="\(text("evidence.shown"))">\(chips)\(rules)</ul>
          """)
    }
    return glosses
  }
}

/// The card beside a conversation.
struct EvidenceCard {
  let visit: Visit
  let found: ConversationEvidence
  let opinions: [KeptRule.Opinion: Bool]

  private var text: Text { visit.text }

  var html: HTML {
    """
    <section class="card"><h2>\(text("evidence.card"))</h2>
    <dl class="facts">\(mood)\(questions)\(signals)</dl>\(rules)
    <p class="is-small is-soft">\(text("evidence.card.note")) <a href="/evidence">\(text("evidence.card.how"))</a></p></section>
    """
  }

  private func fact(_ name: String, _ value: HTML) -> HTML {
    "<div><dt>\(name)</dt><dd>\(value)</dd></div>"
  }

  private var mood: HTML? {
    guard let course = found.examination.course else { return nil }
    let words = text(
      "evidence.mood.course",
      [
        "start": .string(Self.mood(course.start, text)),
        "end": .string(Self.mood(course.end, text)),
      ])
    return fact(text("evidence.mood"), "\(words)")
  }

  private static func mood(_ value: Double, _ text: Text) -> String {
    value < -0.15
      ? text("evidence.mood.negative")
      : value > 0.15 ? text("evidence.mood.positive") : text("evidence.mood.even")
  }

  private var questions: HTML? {
    let answers = found.examination.answers
    guard !answers.isEmpty else { return nil }
    let answered = answers.count { $0.chance >= 0.5 }
    let open = found.openQuestions.map { answer -> HTML in
      let message = found.messages[answer.question]
      let bytes = Array(message.text.utf8)
      let words = String(
        decoding: bytes[answer.range.clamped(to: bytes.indices)], as: UTF8.self)
      return "<li><a href=\"#\(message.anchor)\" dir=\"auto\">\(words)</a></li>"
    }
    let list: HTML? =
      open.isEmpty ? nil : "<p>\(text("evidence.questions.open"))</p><ul>\(open)</ul>"
    let words = text(
      "evidence.questions.count",
      ["count": .integer(answers.count), "answered": .integer(answered)])
    return fact(text("evidence.questions"), "\(words)\(list)")
  }

  /// What speaks of trouble or of personal data, each with the way to its messages.
  private var signals: HTML {
    let kinds = Sighting.Kind.allCases.filter { kind in
      kind.group == .signals || kind.group == .personalData || kind == .blame
        || kind == .undatedPromise || kind == .nextStep || kind == .apology
        || kind == .acknowledgement
    }
    return kinds.map { kind -> HTML in
      let turns = found.examination.sightings.filter { $0.kind == kind }.map(\.turn)
      guard !turns.isEmpty else { return "" }
      let links = Set(turns).sorted().prefix(8).map { turn -> HTML in
        let message = found.messages[turn]
        return "<a href=\"#\(message.anchor)\">\(text.number(message.position + 1))</a>"
      }
      let joined = links.enumerated().map { place, link -> HTML in
        place == 0 ? link : ", \(link)"
      }.joined()
      return fact(kind.name(text), "\(text("evidence.in.message")) \(joined)")
    }.joined()
  }

  // MARK: Rules

  private var rules: HTML? {
    guard !found.examination.matches.isEmpty else { return nil }
    let items = found.examination.matches.prefix(12).map(item)
    return "<h3>\(text("evidence.rules"))</h3><ul class=\"stack is-tight\">\(Array(items))</ul>"
  }

  private func item(_ match: PhraseMatch) -> HTML {
    let rule = found.rules[match.rule]
    let message = found.messages[match.turn]
    let said = opinions[KeptRule.Opinion(rule: rule.id, message: message.id)]
    let word: HTML? = said.map {
      "<span class=\"badge\">\(text($0 ? "evidence.right.said" : "evidence.wrong.said"))</span>"
    }
    return """
      <li><a href="#\(message.anchor)" dir="auto">\(rule.name)</a> \(word)\(judging(rule, message))</li>
      """
  }

  private func judging(_ rule: KeptRule, _ message: Message) -> HTML? {
    guard visit.actor.can(.use, .evidence) else { return nil }
    return """
      <form class="inline-form" method="post" action="/evidence/opinions">\(visit.csrf)
      <input type="hidden" name="rule" value="\(rule.id.text)"><input type="hidden" name="conversation" value="\(found.conversation.text)"><input type="hidden" name="message" value="\(message.id.text)">
      <button class="is-small" name="right" value="1">\(text("evidence.right"))</button><button class="is-small" name="right" value="0">\(text("evidence.wrong"))</button></form>
      """
  }
}
