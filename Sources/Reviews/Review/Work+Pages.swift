internal import Kernel
internal import Markup
internal import People
internal import Storage
internal import Web

/// My work: what to write, what is late, what is done, and why each conversation was chosen.
enum WorkPages {
  static func add(to routes: Routes) {
    routes.get("/work", allow: .create, .review, show)
  }

  private static func show(_ visit: Visit) async throws -> Reply {
    let (actor, today) = (visit.actor, visit.today)
    let work = try await visit.database.read { db in
      try Work.of(actor, today: today, in: db)
    }
    let tab =
      Tab(rawValue: visit.query("tab") ?? "")
      ?? (work.toDo.isEmpty && !work.overdue.isEmpty ? .overdue : .todo)
    return visit.page(
      visit.text("work.title"), WorkView(visit: visit, work: work, tab: tab).html)
  }

  enum Tab: String, CaseIterable {
    case todo, overdue, done
  }
}

private struct WorkView {
  let visit: Visit
  let work: Work
  let tab: WorkPages.Tab

  private var text: Text { visit.text }
  private var shown: [Work.Item] { items(of: tab) }

  private func items(of tab: WorkPages.Tab) -> [Work.Item] {
    switch tab {
    case .todo: work.toDo
    case .overdue: work.overdue
    case .done: work.done
    }
  }

  var html: HTML {
    let waiting = Waiting(work: work, text: text).html
    let more = MoreForm(visit: visit, work: work).html
    guard !work.items.isEmpty else {
      return waiting.isEmpty
        ? more + empty : "<p class=\"lede\">\(text("work.lede.other"))</p>" + waiting + more
    }
    return """
      <p class="lede">\(lede)</p>\(waiting)\(strips)\(progress)
      <nav class="tabs" aria-label="\(text("work.tabs"))">\(WorkPages.Tab.allCases.map(link))</nav>
      \(shown.isEmpty ? nothing : table)\(more)
      """
  }

  private var lede: String {
    let open = work.toDo.count + work.overdue.count
    guard open > 0 else { return text("work.lede.done") }
    return work.overdue.isEmpty
      ? text("work.lede", ["count": .integer(open)])
      : text(
        "work.lede.overdue", ["count": .integer(open), "late": .integer(work.overdue.count)])
  }

  /// Where the open cycles stand.
  private var strips: HTML {
    guard !work.calendars.isEmpty else { return "" }
    let strips = work.calendars.map { CycleCalendarView(calendar: $0, text: text).strip }
    return """
      <div>\(strips)<p><a href="/calendar">\(text("calendar.title"))</a></p>\(kept)</div>
      """
  }

  /// When the next time is that is kept free for it.
  private var kept: HTML {
    guard let kept = work.kept else { return "" }
    return """
      <p>\(text("work.kept")) <a href="\(Path.protectedTime(kept.id))">\(kept.when(visit))</a></p>
      """
  }

  private var progress: HTML {
    let (done, all) = (work.done.count, work.done.count + work.toDo.count + work.overdue.count)
    let sentence = text("work.progress", ["done": .integer(done), "count": .integer(all)])
    return """
      <div class="progress"><label for="goal">\(text("work.goal"))</label>
      <progress id="goal" max="\(all)" value="\(done)">\(sentence)</progress>
      <span class="progress-note">\(sentence)</span></div>
      """
  }

  private func link(_ tab: WorkPages.Tab) -> HTML {
    let name =
      switch tab {
      case .todo: text("work.tab.todo")
      case .overdue: text("work.tab.overdue")
      case .done: text("work.tab.done")
      }
    let current: HTML = tab == self.tab ? " aria-current=\"page\"" : ""
    return """
      <a href="\(Path.work.query([("tab", tab.rawValue)]))"\(current)>\(name) <span class="count">\(text.number(items(of: tab).count))</span></a>
      """
  }

  private var empty: HTML {
    // A lead is not reviewed, so what comes next is the team's cycles.
    let isReviewed = visit.actor.can(.create, .acknowledgement)
    let next: HTML =
      isReviewed
      ? "<a class=\"button\" href=\"/calendar\">\(text("calendar.title"))</a>"
      : visit.actor.can(.export, .teamReport)
        ? "<a class=\"button\" href=\"/cycles\">\(text("quality.empty.action"))</a>" : ""
    return """
      <div class="empty"><h2>\(text("work.empty"))</h2><p>\(text("work.empty.why"))</p>
      \(next)</div>
      """
  }

  private var nothing: HTML {
    let sentence =
      switch tab {
      case .todo: text("work.none.todo")
      case .overdue: text("work.none.overdue")
      case .done: text("work.none.done")
      }
    return "<p class=\"notice\">\(sentence)</p>"
  }

  private var table: HTML {
    """
    <div class="table-scroll" tabindex="0" role="region" aria-label="\(text("work.title"))">
    <table><thead><tr>
    <th scope="col">\(text("work.conversation"))</th><th scope="col">\(text("work.whose"))</th>
    <th scope="col">\(text("work.why"))</th><th scope="col">\(text("work.due"))</th>
    <th scope="col">\(text("work.state"))</th></tr></thead>
    <tbody>\(shown.map(row))</tbody></table></div>
    """
  }

  private func row(_ item: Work.Item) -> HTML {
    let review = item.review
    let isOwn = review.kind == .`self`
    let whose: HTML =
      isOwn
      ? "<span class=\"badge is-plain\">\(text("work.own"))</span>"
      : """
      <span dir="auto">\(item.agent)</span>\(review.kind == .second ? second : nil)
      """
    let picked = item.pick?.why(
      text, for: review, in: work.cycles[review.cycle], to: visit.actor)
    let why: HTML = "\(picked) \(isOwn ? "" : review.reason.sentence(text))"
    return """
      <tr><th scope="row"><a class="row-link" href="\(Path.review(review.id))" dir="auto">\(item.headline?.title(text) ?? "–")</a>\
      <span class="row-note">\(item.headline?.note(text))</span></th>
      <td>\(whose)</td><td class="is-small">\(why)\(skip(item))</td>
      <td class="is-nowrap">\(text.dayElement(review.dueOn))</td>
      <td class="is-nowrap">\(ReviewState.badge(review, on: work.today, text))</td></tr>
      """
  }

  private var second: HTML? {
    " <span class=\"badge is-plain\">\(text("second.badge"))</span>"
  }

  /// A pick can be exchanged or given back with a reason, by whoever reviews somebody else.
  private func skip(_ item: Work.Item) -> HTML {
    guard item.review.isOpen, item.review.kind.counts,
      work.cycles[item.review.cycle]?.state == .open
    else { return "" }
    return """
      <details class="disclosure"><summary>\(text("work.notMine"))</summary>\
      \(SkipForm.html(item.review, visit))\(GiveBackForm.html(item.review, visit))</details>
      """
  }
}

/// The form that puts another conversation in the place of one that cannot be reviewed.
enum SkipForm {
  static func html(_ review: Review, _ visit: Visit) -> HTML {
    let text = visit.text
    let id = "skip-\(review.id)"
    return """
      <details class="disclosure"><summary>\(text("review.skip"))</summary>
      <form class="form" method="post" action="\(Path.review(review.id).appending("replacement"))">\(visit.csrf)
      <div class="field"><label for="\(id)">\(text("review.skip.reason"))</label>
      <p class="hint" id="\(id)-hint">\(text("review.skip.hint"))</p>
      <input id="\(id)" name="reason" required maxlength="500" dir="auto" aria-describedby="\(id)-hint"></div>
      <div class="form-actions"><button class="is-small">\(text("review.skip.do"))</button></div></form></details>
      """
  }
}

/// How far a review is, in a word.
enum ReviewState {
  static func badge(_ review: Review, on today: Day, _ text: Text) -> HTML {
    if review.isOverdue(on: today) {
      return "<span class=\"badge is-bad\">\(text("review.state.overdue"))</span>"
    }
    return switch review.state {
    case .assigned: "<span class=\"badge\">\(text("review.state.assigned"))</span>"
    case .draft: "<span class=\"badge is-active\">\(text("review.state.draft"))</span>"
    case .submitted: "<span class=\"badge is-good\">\(text("review.state.submitted"))</span>"
    case .shared: "<span class=\"badge is-good\">\(text("review.state.shared"))</span>"
    case .acknowledged:
      "<span class=\"badge is-good\">\(text("review.state.acknowledged"))</span>"
    case .withdrawn: "<span class=\"badge\">\(text("review.state.withdrawn"))</span>"
    }
  }
}
