internal import Outbound
internal import People

extension Settings {
  /// How letters leave; `nil` when no mail server is named.
  var post: Post? {
    guard let mail, let relay = try? Relay(mail),
      let from = mailFrom.flatMap({ Mail.Mailbox(address: $0) })
    else { return nil }
    return Post(relay: relay, from: from, address: address(port: port))
  }

  /// The mail server without its password, and the sender; `nil` when no letters leave.
  var mailDescription: String? {
    post.map { "\($0.relay.description), from \($0.from.address)" }
  }

  /// Refuses a mail server that cannot be one, or letters without a sender.
  static func check(mail: String?, from: String?) throws {
    guard let mail else { return }
    do {
      _ = try Relay(mail)
    } catch {
      // What was found may hold a password and is not repeated.
      throw SettingsError(name: "mail", expected: error.expectation, found: "something else")
    }
    guard from.flatMap({ Mail.Mailbox(address: $0) }) != nil else {
      throw SettingsError(
        name: "mailFrom", expected: "the address letters come from, such as attune@example.com",
        found: from ?? "nothing")
    }
  }
}

extension OutboundError {
  /// What an address should have been.
  fileprivate var expectation: String {
    if case .unreadable(let expected) = self { return expected }
    return description
  }
}
