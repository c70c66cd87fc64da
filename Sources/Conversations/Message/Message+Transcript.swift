public import Kernel
public import Markup
public import Web

extension Conversation {
  /// The messages of a conversation as a reader meets them: by role, notes apart, events as lines.
  ///
  /// Every message is an `article` with the id `message-KEY`, so that links and comments can point
  /// at it. `comment` gives what stands below each message, such as a form for a remark; events
  /// have none. `glosses` mark words inside a message.
  public static func transcript(
    _ conversation: Conversation, messages: [Message], text: Text,
    glosses: [Message.ID: Gloss] = [:], comment: (Message) -> HTML = { _ in "" }
  ) -> HTML {
    guard !messages.isEmpty else {
      return """
        <div class="empty"><h2>\(text("message.none"))</h2>
        <p>\(text("message.none.why"))</p></div>
        """
    }
    var day: Day?
    var items = HTML.empty
    for message in messages {
      if let at = message.at {
        let today = text.zone.day(of: at)
        if today != day {
          items += "<li class=\"conversation-day\">\(text.dayElement(today))</li>"
          day = today
        }
      }
      items +=
        message.isLine
        ? message.line(text) : message.item(text, glosses[message.id], comment(message))
    }
    return "<ol class=\"conversation\">\(items)</ol>"
  }
}

extension Message {
  /// The name of its place on a page.
  public var anchor: String { "message-\(id.text)" }

  /// Whether it tells what happened rather than what was said.
  public var isLine: Bool { kind == .event || (role == .system && kind != .note) }

  /// Whether only the team could read it.
  public var isNote: Bool { visibility == .internal || kind == .note }

  fileprivate func line(_ text: Text) -> HTML {
    let time: HTML? = at.map { ", \(clock($0, text))" }
    return """
      <li class="event" id="\(anchor)"><span><span dir="auto">\(self.text)</span>\(time)</span></li>
      """
  }

  fileprivate func item(_ text: Text, _ gloss: Gloss?, _ comment: HTML) -> HTML {
    let role: HTML = "\(self.role.rawValue)"
    let name = author ?? text(self.role.key)
    let label: HTML? = isNote || author != nil ? "<span>\(label(text))</span>" : nil
    let time: HTML? =
      offset.map { "<bdi>\(text.duration(Double($0) / 1000))</bdi>" }
      ?? at.map { clock($0, text) }
    return """
      <li><article class="message\(isNote ? " is-note" : "")" data-role="\(role)" id="\(anchor)" tabindex="-1">
      <header class="message-header"><span class="message-author" dir="auto">\(name)</span>\(label)\(time)</header>
      <div class="message-body">\(Message.paragraphs(self.text, marks: gloss?.marks ?? []))</div>\(files)
      \(gloss?.note)\(comment)</article></li>
      """
  }

  private func label(_ text: Text) -> String {
    isNote ? text("message.note") : text(role.key)
  }

  private func clock(_ at: Instant, _ text: Text) -> HTML {
    "<time datetime=\"\(Text.iso(at))\"><bdi>\(text.time(at))</bdi></time>"
  }

  private var files: HTML {
    guard !attachments.isEmpty else { return "" }
    let items = attachments.map { file -> HTML in
      guard let url = file.url, Message.isWebAddress(url) else {
        return "<li><bdi>\(file.name)</bdi></li>"
      }
      return """
        <li><a href="\(url)" rel="noopener noreferrer nofollow"><bdi>\(file.name)</bdi></a></li>
        """
    }
    return "<ul class=\"message-attachments\">\(items)</ul>"
  }

  /// Whether an address from outside may become a link.
  static func isWebAddress(_ address: String) -> Bool {
    let head = address.prefix(8).lowercased()
    return (head.hasPrefix("https://") || head.hasPrefix("http://"))
      && !address.utf8.contains { $0 <= 0x20 || $0 == 0x7F }
  }

  /// The longest time a customer waited for an agent's next public message, in seconds.
  ///
  /// The wait begins with the first of several messages in a row; one that was never answered
  /// does not count, because the source may end before the answer.
  public static func longestWait(_ messages: [Message]) -> Double? {
    var since: Instant?
    var longest: Double?
    for message in messages where !message.isLine && message.visibility == .public {
      guard let at = message.at else { continue }
      if message.role == .customer {
        since = since ?? at
      } else if message.role == .agent, let start = since {
        longest = max(longest ?? 0, at.seconds(since: start))
        since = nil
      }
    }
    return longest
  }
}

extension MessageRole {
  /// The key of its word; an unknown role speaks as the system.
  var key: String {
    switch self {
    case .customer: "message.role.customer"
    case .agent: "message.role.agent"
    case .bot: "message.role.bot"
    default: "message.role.system"
    }
  }
}
