public import Markup
public import Storage
public import Web

/// What another room says of words inside a message.
public struct Gloss: Sendable {
  /// The words, in bytes of the message's text, in order and apart from each other.
  public let marks: [Range<Int>]
  /// What stands below the message.
  public let note: HTML

  public init(marks: [Range<Int>], note: HTML) {
    self.marks = marks
    self.note = note
  }
}

/// A room that has something to say of messages, to those who may read it there.
public struct MessageGlosses: Sendable {
  let all: @Sendable ([Message], Visit, any Connection) throws -> [Message.ID: Gloss]

  public init(
    _ all: @escaping @Sendable ([Message], Visit, any Connection) throws -> [Message.ID: Gloss]
  ) {
    self.all = all
  }
}
