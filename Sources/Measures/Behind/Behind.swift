internal import Kernel
internal import Markup
internal import Web

/// What kind of thing was counted for a number, and so what a click on it shows.
enum Behind: String, Hashable, Sendable, CaseIterable {
  case conversations, calls
  /// What customers answered, and the invitations to answer.
  case answers, invitations
  /// Conversations that shared reviews looked at.
  case reviews
  /// Working days of people.
  case days
  /// Certificates that were passed.
  case passes

  init(_ metric: Metric) {
    switch metric {
    case .csat, .nps, .ces: self = .answers
    case .surveyResponse: self = .invitations
    case .serviceLevel, .abandonment, .answerWait, .handleTime, .talkTime, .holdTime, .wrapTime:
      self = .calls
    case .certificates, .certificatesHeld: self = .passes
    default:
      self =
        switch metric.kind {
        case .rate: .days
        case .mean: .reviews
        case .share, .quantile, .count, .index: .conversations
        }
    }
  }

  /// How many of them a reading rests on.
  func count(_ reading: Reading) -> Int {
    if self == .days { return reading.n }
    return reading.metric.kind == .count ? reading.numerator : reading.denominator
  }

  /// Days and certificates are a person's own; everything else is part of a conversation.
  var resource: Resource { self == .days || self == .passes ? .personReport : .conversation }

  /// The last part of its address.
  var segment: String {
    switch self {
    case .days, .passes: rawValue
    case .conversations, .calls, .answers, .invitations, .reviews: "conversations"
    }
  }

  /// So many of them, in words.
  func counted(_ count: Int, _ text: Text) -> String {
    text("measure.behind.what.\(rawValue)", ["count": .integer(count)])
  }

  /// The way from a number to what is behind it, for those who may see such things.
  static func link(_ reading: Reading, _ look: Look, _ visit: Visit) -> HTML {
    let metric = reading.metric
    let behind = Behind(metric)
    guard reading.absence == nil, visit.actor.can(.read, behind.resource) else { return "" }
    // The ordinary list does not say how much of it is closed to the reader.
    let isOpen = visit.actor.can(.read, .conversation, look.subject.ownership)
    let ordinary = metric == .volumeIn && isOpen ? look.ordinaryList(reading.period) : nil
    let path = ordinary.map(\.path) ?? Path.behind(metric, look)
    return """
      <a href="\(path)">\(behind.counted(behind.count(reading), visit.text))\
      <span class="visually-hidden">: \(metric.name(visit.text))</span></a>
      """
  }
}

extension Path {
  /// What is behind a metric under a look.
  static func behind(_ metric: Metric, _ look: Look) -> Path {
    Path.metric(metric).appending(Behind(metric).segment).query(look.items)
  }
}

extension Subject {
  /// Whose the conversations are that belong to it.
  fileprivate var ownership: Ownership {
    switch self {
    case .centre, .queue: Ownership()
    case .team(let team): Ownership(team: team.rawValue)
    case .person(let person): Ownership(person: person.rawValue)
    }
  }
}
