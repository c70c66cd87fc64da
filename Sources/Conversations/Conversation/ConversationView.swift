internal import Kernel
internal import Markup
internal import Storage
internal import Web

/// A conversation as a page: what was said on one side, the facts on the other.
struct ConversationView {
  let visit: Visit
  let model: ConversationPages.Model

  private var text: Text { visit.text }
  private var one: Conversation { model.whole.conversation }
  private var messages: [Message] { model.whole.messages }

  /// Whether the title is what the customer wrote.
  var hasSubject: Bool { one.subject?.isEmpty == false }

  var title: String {
    if let subject = one.subject, !subject.isEmpty { return subject }
    return text("conversation.of", ["id": .string(one.externalID)])
  }

  var page: HTML {
    """
    <nav class="breadcrumb" aria-label="\(text("conversation.breadcrumb"))"><ol><li><a href="/conversations">\(text("conversation.list"))</a></li><li><bdi>\(one.externalID)</bdi></li></ol></nav>
    <p class="lede">\(lede)</p>
    <div class="conversation-layout">
    <div>\(Conversation.transcript(one, messages: messages, text: text, glosses: model.glosses))</div>
    <aside class="conversation-facts stack" aria-label="\(text("conversation.facts"))">
    \(facts)\(model.asides)\(waits)\(calls)\(surveys)\(tags)\(custom)\(origin)</aside></div>
    """
  }

  private var lede: String {
    let name = one.agent.flatMap { model.people[$0] } ?? text("conversation.agent.none")
    let values: [String: TextValue] = [
      "count": .integer(one.messageCount), "agent": .string(name),
      "channel": .string(text.channel(one.channel)),
    ]
    return text("conversation.lede", values)
  }

  // MARK: Facts

  private func fact(_ name: String, _ value: HTML?) -> HTML {
    guard let value, !value.isEmpty else { return "" }
    return "<div><dt>\(name)</dt><dd>\(value)</dd></div>"
  }

  private func words(_ value: String?) -> HTML? {
    value.flatMap { $0.isEmpty ? nil : "<span dir=\"auto\">\($0)</span>" }
  }

  private func card(_ title: String, _ facts: HTML) -> HTML {
    guard !facts.isEmpty else { return "" }
    return """
      <section class="card"><h2>\(title)</h2><dl class="facts">\(facts)</dl></section>
      """
  }

  private var facts: HTML {
    let owner = one.agent.flatMap { model.people[$0] }
    let talker =
      one.credited == one.agent ? nil : one.credited.flatMap { model.people[$0] }
    let customer = model.customer
    return card(
      text("conversation.facts"),
      fact(text("conversation.channel"), words(text.channel(one.channel)))
        + fact(text("conversation.status"), words(text.status(one.status)))
        + fact(text("conversation.agent"), words(owner))
        + fact(text("conversation.credited"), words(talker))
        + fact(text("conversation.participants"), participants)
        + fact(text("conversation.team"), words(model.team))
        + fact(text("conversation.queue"), words(model.queue))
        + fact(text("conversation.customer"), words(customer?.name))
        + fact(
          text("conversation.customer.email"),
          words(customer.flatMap { $0.email == $0.name ? nil : $0.email }))
        + fact(text("conversation.customer.phone"), words(customer?.phone))
        + fact(text("conversation.language"), words(one.language.map(text.languageName)))
        + fact(text("conversation.reason"), words(one.reason)))
  }

  /// Everybody of the team who wrote, with how much, where there were several.
  private var participants: HTML? {
    let several = model.whole.participants.filter { $0.publicCount + $0.internalCount > 0 }
    guard several.count > 1 else { return nil }
    let items = several.map { one -> HTML in
      let count = text("conversation.wrote", ["count": .integer(one.publicCount)])
      return "<li><span dir=\"auto\">\(model.people[one.person] ?? "–")</span> (\(count))</li>"
    }
    return "<ul>\(items)</ul>"
  }

  private var waits: HTML {
    let ends = [one.closedAt, one.lastResolvedAt, messages.last?.at].compactMap(\.self)
    let length = ends.max().map { $0.seconds(since: one.openedAt) }
    let reply = one.firstReplyAt.map { $0.seconds(since: one.openedAt) }
    let measured = model.whole.durations.map { duration -> HTML in
      let clock =
        duration.clock == .business
        ? text("conversation.clock.business") : text("conversation.clock.calendar")
      return fact(
        duration.label(text), "<bdi>\(text.duration(duration.seconds))</bdi> (\(clock))")
    }
    return card(
      text("conversation.times"),
      fact(text("conversation.opened"), text.moment(one.openedAt))
        + fact(text("conversation.firstReply"), seconds(reply))
        + fact(text("conversation.longestWait"), seconds(Message.longestWait(messages)))
        + fact(text("conversation.resolved"), one.lastResolvedAt.map(text.moment))
        + fact(text("conversation.closed"), one.closedAt.map(text.moment))
        + fact(text("conversation.length"), seconds(length))
        + fact(
          text("conversation.reopened"),
          one.reopenCount > 0
            ? words(text("count.times", ["count": .integer(one.reopenCount)])) : nil)
        + measured.joined())
  }

  private func seconds(_ value: Double?) -> HTML? {
    value.flatMap { $0 >= 0 ? "<bdi>\(text.duration($0))</bdi>" : nil }
  }

  private var calls: HTML {
    model.whole.calls.map { call in
      card(
        text("call.title"),
        fact(text("call.direction"), words(text.direction(call.direction)))
          + fact(text("call.from"), call.caller.map { "<bdi>\($0)</bdi>" })
          + fact(text("call.to"), call.callee.map { "<bdi>\($0)</bdi>" })
          + fact(text("call.answered"), call.isAnswered.map { words(yes($0)) ?? "" })
          + fact(text("call.abandoned"), call.isAbandoned.map { words(yes($0)) ?? "" })
          + fact(text("call.menu"), seconds(call.menu))
          + fact(text("call.wait"), seconds(call.wait))
          + fact(text("call.ring"), seconds(call.ring))
          + fact(text("call.talk"), seconds(call.talk))
          + fact(text("call.hold"), seconds(call.hold))
          + fact(text("call.wrap"), seconds(call.wrap))
          + fact(text("call.transfer"), words(text.transfer(call)))
          + fact(text("call.ended"), words(text.ending(call.disconnectedBy))))
    }.joined()
  }

  private func yes(_ value: Bool) -> String { value ? text("answer.yes") : text("answer.no") }

  private var surveys: HTML {
    model.whole.surveys.map { survey in
      let score: HTML? = survey.score.map { score in
        let most = survey.maximum.map { text.number($0, digits: 0) }
        let value = text.number(score, digits: score == score.rounded() ? 0 : 1)
        return "<bdi>\(most.map { "\(value) / \($0)" } ?? value)</bdi>"
      }
      return card(
        text("survey.title"),
        fact(text("survey.score"), score ?? words(text("survey.unanswered")))
          + fact(text("survey.comment"), words(survey.comment))
          + fact(text("conversation.reason"), words(survey.reason))
          + fact(text("survey.answered"), survey.answeredAt.map(text.moment))
          + fact(text("survey.offered"), survey.offeredAt.map(text.moment)))
    }.joined()
  }

  private var tags: HTML {
    guard !model.tags.isEmpty else { return "" }
    let chips = model.tags.map { tag -> HTML in
      let path = ListPages.path.query([("tag", tag.value)])
      return "<a class=\"chip\" href=\"\(path)\"><span dir=\"auto\">\(tag.name)</span></a>"
    }
    return """
      <section class="card"><h2>\(text("conversation.tags"))</h2><div class="chips">\(chips)</div></section>
      """
  }

  private var custom: HTML {
    card(
      text("conversation.custom"),
      model.whole.custom.map { fact($0.name, words($0.value)) }.joined())
  }

  /// Where it came from: the source, its own page there, the import that brought it.
  private var origin: HTML {
    let link: HTML? = one.externalURL.flatMap { url in
      Message.isWebAddress(url)
        ? """
        <a href="\(url)" rel="noopener noreferrer nofollow">\(text("conversation.openSource"))</a>
        """ : nil
    }
    let run: HTML? = one.importRun.map { key in
      let id = Identifier<Conversation>(rawValue: key)
      let label = text("conversation.importRun.show")
      guard visit.actor.can(.read, .importRun) else { return text.moment(one.storedAt) }
      let path = ("/imports" as Path).appending(id.text)
      return "<a href=\"\(path)\">\(label)</a>, \(text.moment(one.storedAt))"
    }
    return card(
      text("conversation.origin"),
      fact(text("conversation.source"), words(one.source))
        + fact(text("conversation.externalID"), "<bdi>\(one.externalID)</bdi>")
        + fact(text("conversation.link"), link)
        + fact(text("conversation.importRun"), run)
        + fact(text("conversation.sourceZone"), one.sourceZone.map { "<bdi>\($0)</bdi>" }))
  }
}

extension DurationRecord {
  /// The measure in the reader's words where we know it, else as the source calls it.
  fileprivate func label(_ text: Text) -> String {
    switch name {
    case "first_reply": text("conversation.firstReply")
    case "resolution": text("conversation.resolution")
    default: name
    }
  }
}

extension Text {
  fileprivate func direction(_ direction: CallDirection?) -> String? {
    switch direction {
    case .inbound: self("call.direction.inbound")
    case .outbound: self("call.direction.outbound")
    case .internal: self("call.direction.internal")
    default: direction?.rawValue
    }
  }

  fileprivate func transfer(_ call: Call) -> String? {
    let kind: String? =
      switch call.transfer {
      case CallTransfer.none?, nil: nil
      case .blind: self("call.transfer.blind")
      case .attended: self("call.transfer.attended")
      case .queue: self("call.transfer.queue")
      default: call.transfer?.rawValue
      }
    return kind.map { kind in call.transferTarget.map { "\(kind): \($0)" } ?? kind }
  }

  fileprivate func ending(_ ending: CallEnding?) -> String? {
    switch ending {
    case .agent: self("call.ended.agent")
    case .customer: self("call.ended.customer")
    case .system: self("call.ended.system")
    default: ending?.rawValue
    }
  }
}
