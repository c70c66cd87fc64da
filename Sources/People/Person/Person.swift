public import Kernel
public import Web

/// Somebody of the workspace, with or without a way to sign in.
public struct Person: Hashable, Sendable {
  /// The key of a person.
  public typealias ID = Actor.ID

  public let id: ID
  public var name: String
  /// The address, or another name to sign in with, in lower case.
  public var email: String?
  /// The chosen language; `nil` for the workspace's.
  public var language: String?
  /// The chosen zone; `nil` for the workspace's.
  public var zone: Zone?
  public var theme: Theme
  public var shortcutsOn: Bool
  /// Whether they still belong to the workspace.
  public var isActive: Bool
  /// Whether a password is set; agents known only from imports have none.
  public var signsIn: Bool
  public let createdAt: Instant

  public init(
    id: ID, name: String, email: String? = nil, language: String? = nil, zone: Zone? = nil,
    theme: Theme = .system, shortcutsOn: Bool = true, isActive: Bool = true,
    signsIn: Bool = false, createdAt: Instant
  ) {
    self.id = id
    self.name = Self.tidied(name) ?? "–"
    self.email = email
    self.language = language
    self.zone = zone
    self.theme = theme
    self.shortcutsOn = shortcutsOn
    self.isActive = isActive
    self.signsIn = signsIn
    self.createdAt = createdAt
  }

  /// A name without control characters and outer blanks, at most 200 characters; `nil` if empty.
  public static func tidied(_ name: String) -> String? {
    let scalars = name.unicodeScalars.filter { $0.properties.generalCategory != .control }
    let blank: (Unicode.Scalar) -> Bool = { $0.properties.isWhitespace }
    let trimmed = scalars.drop(while: blank).reversed().drop(while: blank).reversed()
    var result = ""
    result.unicodeScalars.append(contentsOf: trimmed.prefix(200))
    return result.isEmpty ? nil : result
  }

  /// An address in the form it is compared in; `nil` when it cannot be one.
  static func folded(email: String) -> String? {
    guard email.utf8.count <= 254, let tidy = tidied(email)?.lowercased(),
      !tidy.unicodeScalars.contains(where: \.properties.isWhitespace)
    else { return nil }
    return tidy
  }
}

/// Why a change about people was refused.
public enum PeopleError: Error, Hashable, Sendable {
  case nameMissing
  case emailMalformed
  case emailTaken
  case teamNameTaken
  case unknownPerson
  case unknownTeam
  /// Nobody gives roles to or takes them from themselves.
  case ownRole
  /// A workspace keeps one admin who can sign in.
  case lastAdmin
  /// Nobody deactivates themselves.
  case ownAccount
  case passwordTooShort
  case passwordTooLong
  case passwordCommon
  case passwordWrong
  /// A code that is not the one of the moment, or was used already.
  case codeWrong
  /// The first-run page was used already.
  case alreadySetUp
}
