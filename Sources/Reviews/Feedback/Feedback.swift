/// What somebody did, what effect it had, and what to try next: the form good feedback takes.
public struct Feedback: Hashable, Sendable, Codable {
  /// Whether it names a strength or something to work on.
  public enum Kind: String, Hashable, Sendable, CaseIterable, Codable {
    case praise, correction
  }

  public var kind: Kind
  public var did: String
  public var effect: String
  public var nextStep: String

  public init(_ kind: Kind, did: String, effect: String, nextStep: String = "") {
    self.kind = kind
    self.did = did
    self.effect = effect
    self.nextStep = nextStep
  }

  /// A part that the form asks for.
  public enum Part: String, Hashable, Sendable, CaseIterable, Codable {
    case did, effect, nextStep
  }

  public subscript(_ part: Part) -> String {
    get {
      switch part {
      case .did: did
      case .effect: effect
      case .nextStep: nextStep
      }
    }
    set {
      switch part {
      case .did: did = newValue
      case .effect: effect = newValue
      case .nextStep: nextStep = newValue
      }
    }
  }

  /// Whether nothing was written at all.
  public var isEmpty: Bool { Part.allCases.allSatisfy { self[$0].allSatisfy(\.isWhitespace) } }

  /// The parts still to be written; criticism is not complete without a next step, praise is.
  public var missing: [Part] {
    guard !isEmpty else { return [] }
    let needed: [Part] = kind == .praise ? [.did, .effect] : Part.allCases
    return needed.filter { self[$0].allSatisfy(\.isWhitespace) }
  }
}
