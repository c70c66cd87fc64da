public import Kernel
public import Markup
internal import Web

/// A named filter of the list of conversations, private or shared with the workspace.
public struct SavedView: Hashable, Sendable {
  /// The key of a saved view.
  public typealias ID = Identifier<SavedView>

  public let id: ID
  public let name: String
  /// The filter as the address of the list holds it.
  public let filter: String
  public let isShared: Bool
  /// Whether the person who looks made it.
  public let isOwn: Bool
  /// Whether the list of the person who looks begins with it.
  public let isDefault: Bool

  /// The filter as a value.
  public var filterValue: ConversationFilter {
    ConversationFilter((try? Form(urlencoded: filter)) ?? Form([]))
  }

  /// The list as the view shows it.
  public var path: Path { ListPages.path.list(filterValue) }
}
