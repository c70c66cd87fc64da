internal import Kernel
internal import Markup
internal import People
internal import Storage
internal import Web

extension Path {
  /// Who works when, team by team.
  static let schedules: Path = "/schedules"
  static let fairness: Path = "/fairness"
  static let contracts: Path = "/contracts"
  /// Days off and wishes.
  static let timeOff: Path = "/time-off"
  static let trainings: Path = "/training"
  static let shrinkage: Path = "/shrinkage"

  /// The week of a team that holds a day.
  static func schedule(_ team: Team.ID, _ day: Day) -> Path {
    schedules.appending(team.text).appending(Schedule.monday(of: day).iso)
  }

  /// One's own shifts in the week that holds a day.
  static func ownWeek(_ day: Day) -> Path {
    ("/my-week" as Path).query([("week", Schedule.monday(of: day).iso)])
  }
}

/// The pages about a team's time, those that a reader may see.
enum PlanningTab: String, CaseIterable {
  case schedules, fairness, timeOff, training, contracts, shrinkage

  var path: Path {
    switch self {
    case .schedules: .schedules
    case .fairness: .fairness
    case .timeOff: .timeOff
    case .training: .trainings
    case .contracts: .contracts
    case .shrinkage: .shrinkage
    }
  }

  private var resource: Resource {
    switch self {
    case .schedules, .fairness: .roster
    case .timeOff: .workWish
    case .training: .training
    case .contracts: .contract
    case .shrinkage: .shrinkage
    }
  }

  private func name(_ text: Text) -> String {
    switch self {
    case .schedules: text("planning.tab.schedules")
    case .fairness: text("planning.tab.fairness")
    case .timeOff: text("planning.tab.timeOff")
    case .training: text("planning.tab.training")
    case .contracts: text("planning.tab.contracts")
    case .shrinkage: text("planning.tab.shrinkage")
    }
  }

  /// What each page answers.
  private func question(_ text: Text) -> String {
    switch self {
    case .schedules: text("planning.asks.schedules")
    case .fairness: text("planning.asks.fairness")
    case .timeOff: text("planning.asks.timeOff")
    case .training: text("planning.asks.training")
    case .contracts: text("planning.asks.contracts")
    case .shrinkage: text("planning.asks.shrinkage")
    }
  }

  /// The pages about people's time by the questions they answer, for a reader who thinks in queues.
  static func questions(_ visit: Visit) -> HTML {
    let text = visit.text
    let items = allCases.filter { visit.actor.can(.read, $0.resource) }.map { tab -> HTML in
      """
      <div><dt><a href="\(tab.path)">\(tab.name(text))</a></dt><dd>\(tab.question(text))</dd></div>
      """
    }
    guard !items.isEmpty else { return "" }
    return "<section><h2>\(text("planning.asks"))</h2><dl class=\"facts\">\(items)</dl></section>"
  }

  /// All tabs with this one marked; a team that was chosen stays chosen where it may be seen.
  func html(_ visit: Visit, _ team: Team.ID?) -> HTML {
    let actor = visit.actor
    let links = Self.allCases.filter { actor.can(.read, $0.resource) }.map { tab -> HTML in
      let current: HTML = tab == self ? " aria-current=\"page\"" : ""
      // Some pages about a team are there for its lead only; everybody else sees their own part.
      let team = team.flatMap { team in
        actor.can(.read, tab.resource, Ownership(team: team.rawValue)) ? team : nil
      }
      return """
        <a href="\(tab.path.query([("team", team?.text)]))"\(current)>\(tab.name(visit.text))</a>
        """
    }
    return links.count < 2
      ? "" : "<nav class=\"tabs\" aria-label=\"\(visit.text("planning.tabs"))\">\(links)</nav>"
  }
}

/// The team a page is about, of those its reader may see.
struct TeamChoice: Sendable {
  let teams: [Team]
  /// `nil` where there is no team to see.
  let team: Team?

  /// The team that is asked for, else one's own, else the first; unknown ones do not exist.
  init(_ visit: Visit, _ resource: Resource) async throws {
    let actor = visit.actor
    let all = try await visit.database.read { db in try Team.all(actor.scope, in: db) }
    teams = all.filter {
      $0.isActive && actor.can(.read, resource, Ownership(team: $0.id.rawValue))
    }.sorted { ($0.name.lowercased(), $0.id) < ($1.name.lowercased(), $1.id) }
    guard let wanted = visit.query("team") else {
      team =
        teams.first { actor.teamsLed.contains($0.id) }
        ?? teams.first { actor.teams.contains($0.id) } ?? teams.first
      return
    }
    guard let found = teams.first(where: { $0.id.text == wanted }) else { throw Problem.notFound }
    team = found
  }

  /// Links to the same page of the other teams.
  func chips(_ path: Path) -> HTML {
    guard teams.count > 1 else { return "" }
    let links = teams.map { other -> HTML in
      let current: HTML = other == team ? " aria-current=\"true\"" : ""
      return """
        <a class="chip" href="\(path.query([("team", other.id.text)]))"\(current) dir="auto">\(other.name)</a>
        """
    }
    return "<div class=\"chips\">\(links)</div>"
  }

  /// What a page says where there is no team.
  static func nothing(_ visit: Visit) -> HTML {
    """
    <p class="lede">\(visit.text("planning.noTeam"))</p>
    <div class="empty"><h2>\(visit.text("planning.noTeam.title"))</h2><p>\(visit.text("planning.noTeam.why"))</p></div>
    """
  }
}

extension Text {
  /// Hours with one decimal, for example `37.5`.
  func hours(minutes: Int) -> String {
    number(Double(minutes) / 60, digits: minutes % 60 == 0 ? 0 : 1)
  }

  /// Which way charts run.
  var direction: Direction { language.isRightToLeft ? .rightToLeft : .leftToRight }

  /// A half-hour of the day as a clock shows it.
  func clock(slot: Int) -> String { ClockTime.text(slot * 1_800) }

  /// From when to when, for example `08:00–16:30`.
  func span(_ start: Int, _ end: Int) -> String { "\(clock(slot: start))–\(clock(slot: end))" }
}
