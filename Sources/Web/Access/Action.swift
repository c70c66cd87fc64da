/// What somebody may do to a kind of thing.
public enum Action: String, Hashable, Sendable, CaseIterable {
  case read, create, change, remove, export, use

  /// The letter that stands for the action in the matrix of ``Policy``.
  var letter: Character {
    switch self {
    case .read: "R"
    case .create: "C"
    case .change: "U"
    case .remove: "D"
    case .export: "X"
    case .use: "E"
    }
  }

  /// Whether doing it leaves something different from before.
  public var writes: Bool {
    switch self {
    case .create, .change, .remove, .use: true
    case .read, .export: false
    }
  }
}
