internal import Conversations
internal import Kernel
internal import Web

extension Fact {
  /// What it adds to the roll-up by itself, each event on its own day and to whom it is credited
  /// (FORMULAS 11 and 22).
  func contribution(_ ground: FactGround) -> Contribution {
    var contribution = Contribution()
    let opened = stamp(openedDay, owner)
    contribution.add(.opened, .one(isHit: isComplaint), opened)
    let second = ground.zone.secondOfDay(of: openedAt)
    contribution.add(code: Measure.code(halfHour: second / 1800), .one(), opened)
    if let leftDay { contribution.add(.left, .one(), stamp(leftDay, owner)) }
    if let repliedDay, let firstResponse {
      let place = stamp(repliedDay, responder)
      contribution.add(.firstResponse, .time(firstResponse, isHit: isInTime ?? false), place)
      if let firstResponseBusiness {
        contribution.add(.firstResponseBusiness, .time(firstResponseBusiness), place)
      }
    }
    for part in work {
      var tally = Tally.one()
      tally.sum = part.replies
      contribution.add(.worked, tally, stamp(repliedDay ?? openedDay, part.person))
    }
    postResolution(to: &contribution)
    for call in calls { post(call, ground.rules, to: &contribution) }
    for rating in ratings { rating.post(to: &contribution, like: opened) }
    return contribution
  }

  private func stamp(_ day: Day, _ person: Actor.ID?) -> Stamp {
    Stamp(day: day, team: team, person: person, channel: channel, queue: queue)
  }

  private func postResolution(to contribution: inout Contribution) {
    guard let resolvedDay else { return }
    let place = stamp(resolvedDay, owner)
    var resolved = Tally.one(isHit: reopens > 0)
    resolved.sum = 1 + reopens
    contribution.add(.resolved, resolved, place)
    guard let resolution else { return }
    contribution.add(.resolution, .time(resolution), place)
    if let resolutionBusiness {
      contribution.add(.resolutionBusiness, .time(resolutionBusiness), place)
    }
    if let isSolvedInTime {
      contribution.add(.solutionInTime, .one(isHit: isSolvedInTime), place)
    }
    if hands > 0 { contribution.add(.owned, .one(isHit: hands == 1), place) }
  }

  /// What it adds once other contacts of the customer have been looked at.
  var lateContribution: Contribution? {
    guard let resolvedDay, let isFirstContact else { return nil }
    var contribution = Contribution()
    contribution.add(.firstContact, .one(isHit: isFirstContact), stamp(resolvedDay, owner))
    return contribution
  }

  private func post(
    _ call: CallFact, _ rules: ServiceRules, to contribution: inout Contribution
  ) {
    let place = stamp(call.day, owner)
    var offered = Tally.one(isHit: call.isAnswered)
    if call.isAbandoned {
      let isShort = call.wait.map { Double($0) < rules.shortAbandon * 1000 } ?? false
      if isShort { offered.sum = 1 } else { offered.misses = 1 }
    }
    contribution.add(.offered, offered, place)
    if call.isLost { contribution.add(.lost, .one(), place) }
    guard call.isAnswered else { return }
    if let wait = call.wait {
      let isInTime = Double(wait) <= rules.answerWithin * 1000
      contribution.add(.answered, .time(wait, isHit: isInTime), place)
    } else {
      contribution.add(.answeredUntold, .one(), place)
    }
    if let talk = call.talk { contribution.add(.talk, .time(talk), place) }
    if let hold = call.hold { contribution.add(.hold, .time(hold), place) }
    if let wrap = call.wrap { contribution.add(.wrap, .time(wrap), place) }
    if let handle = call.handle { contribution.add(.handle, .time(handle), place) }
  }
}
