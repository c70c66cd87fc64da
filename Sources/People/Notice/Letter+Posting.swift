internal import Kernel
internal import Markup
internal import Outbound
public import Storage
public import Web

extension Feature {
  /// The post: what people have not read goes out by mail, in one letter a day.
  ///
  /// The words are those of every feature, since every feature may tell people something.
  public static func post(_ post: Post, words: Words) -> Feature {
    Feature("post", jobs: [Letter.posting(post, words: words)])
  }
}

extension Letter {
  /// Writes the letters that are due and hands over those that wait.
  public static func posting(_ post: Post, words: Words) -> JobKind {
    JobKind("letter.post", every: .seconds(900)) { run in
      let (scope, world) = (run.scope, run.world)
      try await run.database.write { db in
        try writeDue(words, address: post.address, scope: scope, world: world, in: db)
      }
      let (letters, sender) = try await run.database.read { db in
        (
          try all(since: world.now().advanced(bySeconds: -patience), scope, in: db),
          try Workspace.find(scope, in: db)?.name ?? "Attune"
        )
      }
      for letter in letters.reversed() {
        guard let attempt = letter.nextAttempt(at: world.now()) else { continue }
        try await letter.send(attempt: attempt, from: sender, post, run)
      }
    }
  }

  /// One try to hand it over; whoever notes first that it begins is the one who tries.
  private func send(
    attempt: Int, from sender: String, _ post: Post, _ run: JobRun
  ) async throws {
    let (scope, world) = (run.scope, run.world)
    let isOurs = try await run.database.write { db in
      try note(.begun, attempt: attempt, scope: scope, world: world, in: db)
    }
    guard isOurs else { return }
    let (step, detail) = await hand(over: post, from: sender, at: world)
    try await run.database.write { db in
      try note(step, attempt: attempt, detail: detail, scope: scope, world: world, in: db)
      if step == .refused { try tellAdmins(scope: scope, world: world, in: db) }
    }
  }

  private func hand(
    over post: Post, from sender: String, at world: World
  ) async -> (Event.Step, String) {
    guard let to = Mail.Mailbox(address: address),
      let from = Mail.Mailbox(name: sender, address: post.from.address)
    else { return (.refused, "no address") }
    let mail = Mail(
      from: from, to: to, subject: subject, text: body, key: "letter-\(id.rawValue)")
    do {
      try await post.client.send(mail, by: post.relay, at: world.now())
      return (.sent, "")
    } catch let error as OutboundError {
      return (error.isTemporary ? .delayed : .refused, error.description)
    } catch {
      return (.delayed, "\(error)")
    }
  }

  /// An address that takes no letters is something an admin can put right.
  private func tellAdmins(scope: Scope, world: World, in db: any Connection) throws {
    let name = try Person.find(person, scope, in: db)?.name ?? address
    for admin in try Person.allowed(.change, .settings, scope, in: db) {
      try Notice.tell(
        admin.id, "notice.letter.refused", ["name": .text(name)], path: "/letters",
        occasion: "letter.refused:\(person.rawValue):\(address)", scope: scope, world: world,
        in: db)
    }
  }
}
