internal import Statistics

/// Everything that is said in one language: what fits any contact, and what fits each reason.
struct DemoScript: Sendable {
  /// A moment of a conversation; a digit is the quality it shows, from 0 for worst to 3.
  enum Part: String, CaseIterable, Sendable {
    // Any reason: greetings by chat, call and mail; closings; feelings named.
    case bot
    case hello1, hello2, hello3
    case ring1, ring2, ring3
    case dear1, dear2, dear3
    case feel0, feel1, feel2, feel3, care
    case wait, waited, hand, anything
    case bye1, bye2, bye3
    case sign1, sign2, sign3
    case blame, contempt
    case thanks, meh, cross, back
    case happy, mixed, sad
    case product
    // One reason: the question, the way to the answer, the answer by quality.
    case subject, open, upset, ask, detail
    case harm, slip, unclear, right
    case dodge, next, ahead, chase, trouble, note

    static let general = allCases.prefix { $0 != .subject }
    static let special = allCases.drop { $0 != .subject }
  }

  let language: String
  /// The reasons this language has words for.
  let reasons: [DemoReason]
  private let phrases: [[Phrase]]

  /// Reads a sheet: a line `== reason` begins a reason, `== *` what fits any, `part: phrase` tells.
  init(_ language: String, _ sheets: String...) {
    var phrases = [[Phrase]](
      repeating: [], count: (DemoReason.allCases.count + 1) * Part.allCases.count)
    var reasons: [DemoReason] = []
    var reason: DemoReason?
    for line in sheets.joined(separator: "\n").split(separator: "\n") {
      if line.hasPrefix("== ") {
        reason = DemoReason(rawValue: String(line.dropFirst(3)))
        if let reason { reasons.append(reason) }
      } else if let colon = line.firstIndex(of: ":"),
        let part = Part(rawValue: String(line[..<colon]))
      {
        phrases[Self.place(part, reason)].append(Phrase(line[colon...].dropFirst(2)))
      }
    }
    self.language = language
    self.reasons = reasons
    self.phrases = phrases
  }

  /// The ways to say a part; empty when the sheet has none.
  func phrases(_ part: Part, _ reason: DemoReason?) -> [Phrase] {
    phrases[Self.place(part, reason)]
  }

  /// Adds one way of saying a part, after a blank if something was said before.
  func tell(
    _ part: Part, _ reason: DemoReason? = nil, _ facts: Facts,
    using chance: inout SplitMix64, to text: inout String
  ) {
    let ways = phrases[Self.place(part, reason)]
    guard !ways.isEmpty else { return }
    if let last = text.utf8.last, last != UInt8(ascii: "\n") { text += separator }
    ways[chance.below(ways.count)].tell(facts, using: &chance, to: &text)
  }

  /// Chinese sets no blanks between sentences.
  private var separator: String { language == "zh-Hans" ? "" : " " }

  private static func place(_ part: Part, _ reason: DemoReason?) -> Int {
    (reason.map { $0.place + 1 } ?? 0) * Part.allCases.count + part.place
  }
}

extension DemoScript.Part {
  private static let places = Dictionary(
    uniqueKeysWithValues: allCases.enumerated().map { ($1, $0) })

  fileprivate var place: Int { Self.places[self] ?? 0 }
}

/// Why customers of the demo shop write and call.
public enum DemoReason: String, CaseIterable, Sendable, Codable {
  case deliveryLate = "Late delivery"
  case damaged = "Damaged on arrival"
  case wrongItem = "Wrong item"
  case refund = "Refund"
  case billing = "Charged twice"
  case pairing = "App pairing"
  case cancellation = "Cancel plan"
  case address = "Address change"
  case warranty = "Warranty"
  case signIn = "Sign-in"
  case advice = "Product advice"
  case invoice = "Invoice copy"

  private static let places = Dictionary(
    uniqueKeysWithValues: allCases.enumerated().map { ($1, $0) })

  var place: Int { Self.places[self] ?? 0 }

  /// The word the demo shop tags the conversation with.
  var tag: String {
    switch self {
    case .deliveryLate, .address: "delivery"
    case .damaged, .wrongItem: "order"
    case .refund, .billing, .invoice: "payment"
    case .pairing, .signIn: "app"
    case .cancellation: "plan"
    case .warranty, .advice: "product"
    }
  }
}
