public import Kernel

/// A promise about time: within how many business seconds a first answer and a solution come.
///
/// Policies stand in an order; the first one that fits a conversation is the one that counts.
public struct ServicePolicy: Hashable, Sendable {
  /// The key of a policy, the same in all its wordings.
  public typealias ID = Identifier<ServicePolicy>

  public let id: ID
  /// Counts the wordings of this policy, from 1.
  public let number: Int
  public var name: String
  /// Its place in the order, smaller first.
  public var position: Int
  /// Fits only this channel; `nil` for every one.
  public var channel: String?
  /// Fits only conversations with this tag, in any case of letters; `nil` for all.
  public var tag: String?
  /// Fits only this priority, which sources hand over as a tag; `nil` for all.
  public var priority: String?
  /// Business seconds until the first public answer by a person; `nil` without such a promise.
  public var firstResponse: Int?
  /// Business seconds until it is solved; `nil` without such a promise.
  public var resolution: Int?
  /// Whether the clock of the solution stands still while the team waits for the customer.
  public var pausesForCustomer: Bool
  public var isRetired: Bool

  public init(
    id: ID, number: Int = 0, name: String, position: Int, channel: String? = nil,
    tag: String? = nil, priority: String? = nil, firstResponse: Int? = nil,
    resolution: Int? = nil, pausesForCustomer: Bool = true, isRetired: Bool = false
  ) {
    self.id = id
    self.number = number
    self.name = name
    self.position = position
    self.channel = channel
    self.tag = tag
    self.priority = priority
    self.firstResponse = firstResponse
    self.resolution = resolution
    self.pausesForCustomer = pausesForCustomer
    self.isRetired = isRetired
  }

  /// Whether it speaks of a conversation with these properties.
  public func fits(channel: String, tags: some Sequence<String>) -> Bool {
    let isChannel = self.channel.map { $0 == channel } ?? true
    let isTagged = [tag, priority].compactMap { $0?.lowercased() }.allSatisfy { wanted in
      tags.contains { $0.lowercased() == wanted }
    }
    return isChannel && isTagged
  }

  /// What is wrong with it before it is kept.
  public enum Fault: Error, Hashable, Sendable {
    case nameMissing
    /// It promises nothing.
    case noTarget
    case targetOutOfRange
  }

  var fault: Fault? {
    if name.isEmpty { return .nameMissing }
    if firstResponse == nil, resolution == nil { return .noTarget }
    let targets = [firstResponse, resolution].compactMap(\.self)
    return targets.allSatisfy { (60...Self.longest).contains($0) } ? nil : .targetOutOfRange
  }

  /// A thousand hours.
  static let longest = 1000 * 3600
}

extension Collection<ServicePolicy> {
  /// The policy that counts for a conversation: the first in the order that fits.
  public func policy(channel: String, tags: some Sequence<String>) -> ServicePolicy? {
    filter { $0.fits(channel: channel, tags: tags) }
      .min { ($0.position, $0.id) < ($1.position, $1.id) }
  }
}
