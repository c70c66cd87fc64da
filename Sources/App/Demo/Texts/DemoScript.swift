internal import Statistics

/// Everything that is said in one language: what fits any contact, and what fits each reason.
struct DemoScript: Sendable {
  /// A moment of a conversation; a digit is the quality it shows, from 0 for worst to 3.
  enum Part: Int, CaseIterable, Sendable {
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
  /// Chinese sets no blanks between sentences.
  private let isSpaced: Bool

  /// Reads a sheet: a line `== reason` begins a reason, `== *` what fits any, `part: phrase` tells.
  init(_ language: String, _ sheets: String...) {
    var phrases = [[Phrase]](
      repeating: [], count: (DemoReason.allCases.count + 1) * Part.allCases.count)
    var reasons: [DemoReason] = []
    var reason: DemoReason?
    let parts = Dictionary(uniqueKeysWithValues: Part.allCases.map { ("\($0)", $0) })
    for line in sheets.joined(separator: "\n").split(separator: "\n") {
      if line.hasPrefix("== ") {
        reason = DemoReason(rawValue: String(line.dropFirst(3)))
        if let reason { reasons.append(reason) }
      } else if let colon = line.firstIndex(of: ":"),
        let part = parts[String(line[..<colon])]
      {
        phrases[Self.place(part, reason)].append(Phrase(line[colon...].dropFirst(2)))
      }
    }
    self.language = language
    isSpaced = language != "zh-Hans"
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
    using chance: inout SplitMix64, to text: inout [UInt8]
  ) {
    let ways = phrases[Self.place(part, reason)]
    guard !ways.isEmpty else { return }
    if let last = text.last, last != UInt8(ascii: "\n"), isSpaced {
      text.append(UInt8(ascii: " "))
    }
    ways[chance.below(ways.count)].tell(facts, using: &chance, to: &text)
  }

  private static func place(_ part: Part, _ reason: DemoReason?) -> Int {
    (reason.map { $0.place + 1 } ?? 0) * Part.allCases.count + part.rawValue
  }
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

  /// The place in the list, from 0.
  var place: Int {
    switch self {
    case .deliveryLate: 0
    case .damaged: 1
    case .wrongItem: 2
    case .refund: 3
    case .billing: 4
    case .pairing: 5
    case .cancellation: 6
    case .address: 7
    case .warranty: 8
    case .signIn: 9
    case .advice: 10
    case .invoice: 11
    }
  }

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
