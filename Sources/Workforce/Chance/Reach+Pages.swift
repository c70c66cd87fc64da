internal import Kernel
internal import Markup
internal import People
internal import Staffing
internal import Web

/// The other way round: what so many people can promise.
enum ReachPages {
  static func add(to routes: Routes) {
    routes.get("/staffing/queues/{id}/promise", allow: .read, .workload) { visit in
      let desk = try await QueueDesk(visit)
      guard let made = desk.made else { return desk.page("promise", desk.nothingYet) }
      let query = visit.query
      func number(_ name: String, _ range: ClosedRange<Double>, _ usual: Double) -> Double {
        query.double(name).map { Swift.min(range.upperBound, Swift.max(range.lowerBound, $0)) }
          ?? usual
      }
      let reach = ReachView(
        desk: desk, people: Int(number("people", 1...500, 7)),
        calls: number("calls", 0.1...5000, 20),
        handling: number("handling", 5...36_000, made.handling.value.rounded()),
        patience: made.patience?.value)
      return desk.page("promise", reach.page)
    }
  }
}

/// What so many people can promise in a steady half-hour, and what it would take to be enough.
struct ReachView {
  let desk: QueueDesk
  let people: Int
  let calls: Double
  let handling: Double
  let patience: Double?

  private var text: Text { desk.text }
  private var queue: StaffingQueue { desk.queue }
  private var servers: Int { Int((Double(people) * Swift.max(1, desk.chats)).rounded(.down)) }

  var page: HTML {
    func plain(_ number: Double) -> String {
      number == number.rounded() ? "\(Int(number))" : "\((number * 10).rounded() / 10)"
    }
    let view = FormView(text)
    return """
      <p class="lede">\(text("reach.lede"))</p>
      <form class="filter-bar" method="get" action="\(Path.staffing(queue.id, "promise"))">
      \(view.input("people", text("reach.people"), type: "number", value: "\(people)", attributes: " min=\"1\" max=\"500\""))
      \(view.input("calls", text("reach.calls"), value: plain(calls), attributes: " inputmode=\"decimal\""))
      \(view.input("handling", text("reach.handling"), value: plain(handling), attributes: " inputmode=\"decimal\""))
      <button>\(text("need.try"))</button></form>
      \(queue.kind == .letters ? letters : live)
      """
  }

  // MARK: Letters

  private var letters: HTML {
    let perHour = Double(people) * queue.mostOccupancy * 3600 / handling
    return
      "<p role=\"status\">\(text("reach.letters", ["count": .string(text.number(perHour, digits: 1)), "people": .integer(people)]))</p>"
  }

  // MARK: Calls and chats

  private func level(_ target: Double, handling: Double) -> Double? {
    guard let demand = Demand(calls: calls, handlingTime: handling) else { return nil }
    if let patience {
      return ErlangA(demand, patience: patience, agents: servers, target: target)?.answeredInTime
    }
    return ErlangC(demand, agents: servers, target: target)?.serviceLevel
  }

  private var live: HTML {
    guard let demand = Demand(calls: calls, handlingTime: handling),
      let now = level(queue.target, handling: handling),
      let chance = IntervalChance(
        demand, patience: patience, agents: servers, promise: queue.promise, intervals: 3_000)
    else { return "" }
    let rows = [10.0, 20, 30, 45, 60, 90, 120, 180, 300].compactMap { target -> HTML? in
      level(target, handling: handling).map { share in
        """
        <tr><th scope="row"><bdi>\(text.duration(target))</bdi></th><td class="is-numeric">\(text.percent(share))</td></tr>
        """
      }
    }
    return """
      <p role="status">\(text("reach.answer", ["people": .integer(people), "share": .string(text.percent(now)), "time": .string(text.duration(queue.target)), "chance": .string(text.chance(chance.met))]))</p>
      <p>\(enough)</p>
      <h2>\(text("reach.table"))</h2>
      <div class="table-scroll" tabindex="0" role="region" aria-label="\(text("reach.table"))"><table class="is-dense">
      <thead><tr><th scope="col">\(text("reach.column.time"))</th><th scope="col" class="is-numeric">\(text("reach.column.share"))</th></tr></thead><tbody>\(rows)</tbody></table></div>
      <p class="is-small is-soft">\(text("reach.note"))</p>
      """
  }

  /// The longest handling time with which they are enough.
  private var enough: String {
    var (low, high) = (5.0, 36_000.0)
    func isEnough(_ seconds: Double) -> Bool {
      (level(queue.target, handling: seconds) ?? 0) >= queue.share
    }
    guard isEnough(low) else { return text("reach.never") }
    guard !isEnough(high) else { return text("reach.always") }
    for _ in 0..<40 {
      let middle = (low + high) / 2
      if isEnough(middle) { low = middle } else { high = middle }
    }
    return text(
      low >= handling ? "reach.enough" : "reach.shorter",
      ["time": .string(text.duration(low)), "people": .integer(people)])
  }
}
