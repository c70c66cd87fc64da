public import Markup

/// Something the palette can lead to.
public struct Finding: Sendable {
  public let path: Path
  public let title: String
  /// What kind of thing it is, or a fact that tells it from others.
  public let note: String

  public init(_ path: Path, _ title: String, note: String = "") {
    self.path = path
    self.title = title
    self.note = note
  }
}

/// A way to find things by words, open to those who may read them.
///
/// The right only opens the door: a finder answers nothing that the person may not see.
public struct Finder: Sendable {
  /// How many things of a kind are worth a line.
  public static let most = 6

  let action: Action
  let resource: Resource
  let find: @Sendable (Visit, _ words: String) async throws -> [Finding]

  public init(
    allow action: Action, _ resource: Resource,
    _ find: @escaping @Sendable (Visit, _ words: String) async throws -> [Finding]
  ) {
    self.action = action
    self.resource = resource
    self.find = find
  }

  /// A page that is reached from another one rather than from the navigation.
  public static func page(
    _ path: Path, _ key: String, allow action: Action, _ resource: Resource
  ) -> Finder {
    Finder(allow: action, resource) { visit, words in
      let title = visit.text(key)
      return title.matches(words) ? [Finding(path, title)] : []
    }
  }
}

extension Visit {
  /// Everything the words lead this person to, in the order of the features.
  public func findings(_ words: String) async throws -> [Finding] {
    var found: [Finding] = []
    for finder in site.finders where actor.can(finder.action, finder.resource) {
      found += try await finder.find(self, words).prefix(Finder.most)
    }
    return found
  }
}

extension String {
  /// Whether every word of the query occurs in the text, whatever the case.
  public func matches(_ words: String) -> Bool {
    let folded = lowercased()
    return words.lowercased().split(whereSeparator: \.isWhitespace).allSatisfy(folded.contains)
  }
}
