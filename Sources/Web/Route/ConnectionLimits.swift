/// What one connection, and all of them together, may take from the server.
public struct ConnectionLimits: Hashable, Sendable {
  /// Seconds without a byte of a request.
  public var idle: Double
  /// Connections that are open at once; more wait until one ends.
  public var connections: Int
  /// Seconds a body may take before its rate counts.
  public var bodyGrace: Double
  /// Bytes a second that a body must bring on average after that.
  public var bodyRate: Double
  /// Seconds an answer may lie unread, and a body go on after it was answered.
  public var stall: Double
  /// Header fields of one request.
  public var headerFields: Int
  /// Bytes of all header fields of one request.
  public var headerBytes: Int

  public init(
    idle: Double = 15, connections: Int = 300, bodyGrace: Double = 10, bodyRate: Double = 1024,
    stall: Double = 30, headerFields: Int = 1000, headerBytes: Int = 80 * 1024
  ) {
    self.idle = idle
    self.connections = connections
    self.bodyGrace = bodyGrace
    self.bodyRate = bodyRate
    self.stall = stall
    self.headerFields = headerFields
    self.headerBytes = headerBytes
  }

  /// The limits of a node that anybody may reach.
  public static let standard = ConnectionLimits()
}
