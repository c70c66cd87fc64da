/// How many requests one caller may send before being asked to wait.
public struct RequestLimits: Hashable, Sendable {
  /// A bucket of tokens: each request takes one, and they come back at a steady rate.
  public struct Bucket: Hashable, Sendable {
    /// Tokens a second.
    public var rate: Double
    /// Tokens a full bucket holds.
    public var size: Double

    public init(rate: Double, size: Double) {
      self.rate = rate
      self.size = size
    }
  }

  /// For everybody behind one network address.
  public var address: Bucket?
  /// For one session.
  public var session: Bucket?
  /// Seconds within which the body of a form must have arrived.
  public var bodyDeadline: Double

  public init(address: Bucket?, session: Bucket?, bodyDeadline: Double = 30) {
    self.address = address
    self.session = session
    self.bodyDeadline = bodyDeadline
  }

  /// Twenty requests a second for a person in the long run, and a hundred for an office.
  public static let standard = RequestLimits(person: 20)

  /// Limits that follow from what one person may send a second, five times that for an address.
  public init(person rate: Double) {
    self.init(
      address: Bucket(rate: rate * 5, size: rate * 50),
      session: Bucket(rate: rate, size: rate * 10))
  }

  /// No buckets: for tests and measurements.
  public static let none = RequestLimits(address: nil, session: nil)
}
