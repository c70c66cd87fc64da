public import Kernel
internal import Foundation

/// A letter to one person: plain text, in any script.
public struct Mail: Hashable, Sendable {
  /// Somebody's name and address.
  public struct Mailbox: Hashable, Sendable {
    public let name: String
    public let address: String

    /// `nil` when the address could not be one: without exactly one `@`, or with blanks, brackets
    /// or control characters that would end a header.
    public init?(name: String = "", address: String) {
      let parts = address.split(separator: "@", omittingEmptySubsequences: false)
      let isClean = address.unicodeScalars.allSatisfy {
        $0.value > 0x20 && $0.value != 0x7F && !"<>,;\"\\".unicodeScalars.contains($0)
      }
      guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }), isClean, address.utf8.count <= 254
      else { return nil }
      self.name = String(name.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F })
      self.address = address
    }
  }

  public let from: Mailbox
  public let to: Mailbox
  public let subject: String
  public let text: String
  /// What makes two sendings of the same letter recognisable as one, such as a key.
  public let key: String

  public init(from: Mailbox, to: Mailbox, subject: String, text: String, key: String) {
    self.from = from
    self.to = to
    self.subject = subject
    self.text = text
    self.key = key
  }

  /// The letter as it travels: headers in ASCII, the text as UTF-8 in base64, lines of at most 76
  /// characters.
  ///
  /// Sources: RFC 5322 (form), RFC 2047 (words in headers), RFC 2045 (base64).
  public func message(at now: Instant) -> String {
    let domain = from.address.split(separator: "@").last.map(String.init) ?? "localhost"
    let id = key.unicodeScalars.filter {
      $0.isASCII && ($0.properties.isAlphabetic || $0.properties.numericType != nil || $0 == "-")
    }
    let headers = [
      "Date: \(Self.date(now))", "From: \(Self.header(from))", "To: \(Self.header(to))",
      "Subject: \(Self.words(subject))",
      "Message-ID: <\(String(String.UnicodeScalarView(id)))@\(domain)>",
      "Auto-Submitted: auto-generated", "MIME-Version: 1.0",
      "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: base64",
    ]
    let body = Data(text.utf8).base64EncodedString(options: [
      .lineLength76Characters, .endLineWithCarriageReturn, .endLineWithLineFeed,
    ])
    return headers.joined(separator: "\r\n") + "\r\n\r\n" + body + "\r\n"
  }

  private static func header(_ mailbox: Mailbox) -> String {
    mailbox.name.isEmpty
      ? "<\(mailbox.address)>" : "\(words(mailbox.name))\r\n <\(mailbox.address)>"
  }

  /// Text of a header in encoded words that fit a line with its name, never cut inside a character.
  static func words(_ text: String) -> String {
    var words: [String] = []
    var bytes: [UInt8] = []
    func flush() {
      guard !bytes.isEmpty else { return }
      words.append("=?utf-8?B?\(Data(bytes).base64EncodedString())?=")
      bytes = []
    }
    for character in text {
      // A mark may belong to the character, so a character may be long; its scalars then part.
      let pieces =
        character.utf8.count <= 39
        ? [Array(character.utf8)] : character.unicodeScalars.map { Array(String($0).utf8) }
      for piece in pieces {
        if bytes.count + piece.count > 39 { flush() }
        bytes += piece
      }
    }
    flush()
    return words.joined(separator: "\r\n ")
  }

  private static func date(_ now: Instant) -> String {
    let day = Zone.utc.day(of: now)
    let second = Int(now.seconds(since: Zone.utc.start(of: day)))
    let names = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    let months = [
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    let parts = day.iso.split(separator: "-").compactMap { Int($0) }
    guard parts.count == 3, months.indices.contains(parts[1] - 1),
      names.indices.contains(day.weekday - 1)
    else { return "" }
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return """
      \(names[day.weekday - 1]), \(parts[2]) \(months[parts[1] - 1]) \(parts[0]) \
      \(two(second / 3600)):\(two(second / 60 % 60)):\(two(second % 60)) +0000
      """
  }
}
