internal import Hummingbird
internal import HTTPTypes
internal import Kernel
internal import Synchronization

/// Token buckets for callers, kept in memory: each node counts for itself.
final class Floodgate: Sendable {
  private struct Level {
    var tokens: Double
    var at: Instant
  }

  /// When more callers are remembered, those whose bucket is full again are forgotten.
  static let remembered = 20_000
  private let levels = Mutex<[String: Level]>([:])

  /// Takes a token; `nil` when there was one, else the seconds until there is.
  func wait(for caller: String, _ bucket: RequestLimits.Bucket, at now: Instant) -> Double? {
    levels.withLock { levels in
      if levels.count >= Self.remembered, levels[caller] == nil {
        Self.forget(&levels, bucket, at: now)
      }
      var level = levels[caller] ?? Level(tokens: bucket.size, at: now)
      let passed = max(0, now.seconds(since: level.at))
      level.tokens = min(bucket.size, level.tokens + passed * bucket.rate)
      level.at = now
      let isOpen = level.tokens >= 1
      if isOpen { level.tokens -= 1 }
      levels[caller] = level
      return isOpen ? nil : (1 - level.tokens) / bucket.rate
    }
  }

  private static func forget(
    _ levels: inout [String: Level], _ bucket: RequestLimits.Bucket, at now: Instant
  ) {
    let whole = bucket.size / bucket.rate
    levels = levels.filter { now.seconds(since: $0.value.at) < whole }
    // So many callers at once are one attack: who is remembered longest ago goes first.
    guard levels.count >= remembered else { return }
    let ages = levels.values.map(\.at).sorted()
    let limit = ages[ages.count / 2]
    levels = levels.filter { $0.value.at > limit }
  }
}

/// Asks callers who send too much to wait, before anything is looked up for them.
struct RateLimit: RouterMiddleware {
  let site: Site
  let limits: RequestLimits
  let gate = Floodgate()

  func handle(
    _ request: Request, context: WebContext,
    next: (Request, WebContext) async throws -> Response
  ) async throws -> Response {
    let visit = Visit(site: site, request: request, context: context, visitor: nil, label: nil)
    let now = site.world.now()
    var wait: Double?
    if let bucket = limits.address, let address = visit.address {
      wait = gate.wait(for: "a" + address, bucket, at: now)
    }
    if wait == nil, let bucket = limits.session, let token = visit.sessionToken, !token.isEmpty {
      wait = gate.wait(for: "s" + token.prefix(100), bucket, at: now)
    }
    if wait == nil, let bucket = limits.session, let key = request.accessToken {
      wait = gate.wait(for: "t" + key.prefix(100), bucket, at: now)
    }
    guard let wait else { return try await next(request, context) }
    return visit.refusal(
      Problem(.tooManyRequests, "problem.tooFast", retryAfter: Int(wait.rounded(.up)))
    ).response
  }
}
