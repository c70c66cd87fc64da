internal import Kernel
internal import Markup
internal import Outbound
internal import Storage
internal import Web

/// Whether somebody wants notices by mail too, and what stands in the way.
struct MailChoice: Sendable {
  private enum State {
    case noServer, noAddress
    case offered(address: String, isChosen: Bool)
  }

  private let state: State

  /// What a person has chosen; everybody wants mail who has an address and did not say otherwise.
  init(of person: Person, _ post: Post?, _ scope: Scope, in db: any Connection) throws {
    guard post != nil else {
      state = .noServer
      return
    }
    guard let address = person.email, Mail.Mailbox(address: address) != nil else {
      state = .noAddress
      return
    }
    state = .offered(
      address: address, isChosen: try Notice.wantsMail(person.id, scope, in: db))
  }

  /// The box of the profile, or why there is none.
  func field(_ view: FormView) -> HTML {
    let text = view.text
    switch state {
    case .noServer: return sentence(text("notice.mail.noServer"), text)
    case .noAddress: return sentence(text("notice.mail.noAddress"), text)
    case .offered(let address, let isChosen):
      let hint = text("notice.mail.hint", ["address": .string("\u{2068}\(address)\u{2069}")])
      return """
        <input type="hidden" name="mailOffered" value="1">
        \(view.tick("mail", text("notice.mail"), isChosen: isChosen, hint: hint))
        """
    }
  }

  private func sentence(_ sentence: String, _ text: Text) -> HTML {
    "<p class=\"hint\"><strong>\(text("notice.mail.title"))</strong> · \(sentence)</p>"
  }
}
