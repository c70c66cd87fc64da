public import Kernel
public import People
public import Storage

/// How the team does something: a document in revisions, each of which people say they have read.
public struct Procedure: Hashable, Sendable {
  /// The key of a procedure.
  public typealias ID = Identifier<Procedure>

  public let id: ID
  public let kind: Kind
  public let createdAt: Instant
  /// Since when it no longer holds; what was published stays readable.
  public let retiredAt: Instant?
  /// The newest published revision; `nil` before the first.
  public let current: Revision?
  /// What is being prepared; `nil` when nothing is.
  public let draft: Draft?

  /// The newest title.
  public var title: String { current?.title ?? draft?.title ?? "" }
  public var isRetired: Bool { retiredAt != nil }

  /// What a procedure is about.
  public enum Kind: String, Hashable, Sendable, CaseIterable, SQLConvertible {
    case call, problem, complaint, other
  }

  /// A published wording: never altered.
  public struct Revision: Hashable, Sendable {
    /// The key of a revision.
    public typealias ID = Identifier<Revision>

    public let id: ID
    public let procedure: Procedure.ID
    /// Counts the revisions from 1.
    public let number: Int
    public let title: String
    public let body: String
    /// What is different, in the words of who published it.
    public let note: String
    public let publishedAt: Instant
    public let publishedBy: Person.ID?
  }

  /// The next revision while somebody works on it.
  public struct Draft: Hashable, Sendable {
    public let title: String
    public let body: String
    /// Counts the saves, so that two people cannot overwrite each other unnoticed.
    public let save: Int
    public let savedAt: Instant
    public let savedBy: Person.ID?
  }

  static let longestTitle = 120
  static let longestBody = 40_000
}

/// Why a change to a procedure was refused.
public enum ProcedureError: Error, Hashable, Sendable {
  case unknown
  /// Somebody else saved the draft in the meantime.
  case stale
  case noTitle
  case noBody
  case tooLong
  /// Nothing is different from the published revision.
  case unchanged
  /// A newer revision was published; that one is to be read.
  case superseded
  case retired
}

extension Procedure.Revision {
  /// A line of one revision or the other, and whether both have it.
  public enum Line: Hashable, Sendable {
    case kept(String)
    case added(String)
    case removed(String)
  }

  /// The lines of both revisions in one row, those that changed marked.
  public func lines(since older: Self) -> [Line] {
    let (new, old) = (Self.lines(body), Self.lines(older.body))
    let difference = new.difference(from: old)
    var removed: [Int: String] = [:]
    var added: Set<Int> = []
    for change in difference {
      switch change {
      case .remove(let offset, let line, _): removed[offset] = line
      case .insert(let offset, _, _): added.insert(offset)
      }
    }
    var lines: [Line] = []
    var place = 0
    for (index, line) in new.enumerated() {
      if added.contains(index) {
        lines.append(.added(line))
        continue
      }
      while let gone = removed[place] {
        lines.append(.removed(gone))
        place += 1
      }
      lines.append(.kept(line))
      place += 1
    }
    while let gone = removed[place] {
      lines.append(.removed(gone))
      place += 1
    }
    return lines
  }

  private static func lines(_ text: String) -> [String] {
    text.split(whereSeparator: \.isNewline).map { String($0).trimmed }.filter { !$0.isEmpty }
  }
}
