internal import HTTPTypes
internal import Hummingbird
internal import Synchronization

/// Counts answers by kind and how long they took, for operators; it knows no paths and no people.
public final class RequestFigures: Sendable {
  private static let bounds: [Double] = [0.005, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 5]

  private struct Counts {
    var byClass: [Int: Int] = [:]
    var buckets = [Int](repeating: 0, count: RequestFigures.bounds.count + 1)
    var seconds = 0.0
  }

  public static let shared = RequestFigures()
  private let counts = Mutex(Counts())

  func add(status: Int, seconds: Double) {
    let bucket = Self.bounds.firstIndex { seconds <= $0 } ?? Self.bounds.count
    counts.withLock {
      $0.byClass[status / 100, default: 0] += 1
      $0.buckets[bucket] += 1
      $0.seconds += seconds
    }
  }

  /// The figures as lines of Prometheus' text form.
  public var lines: [String] {
    let counts = counts.withLock { $0 }
    var lines = [
      "# HELP attune_http_requests_total Answers by class of status.",
      "# TYPE attune_http_requests_total counter",
    ]
    for (kind, count) in counts.byClass.sorted(by: { $0.key < $1.key }) {
      lines.append("attune_http_requests_total{status=\"\(kind)xx\"} \(count)")
    }
    lines += [
      "# HELP attune_http_request_seconds Time to the first byte of an answer.",
      "# TYPE attune_http_request_seconds histogram",
    ]
    var sum = 0
    for (bound, count) in zip(Self.bounds, counts.buckets) {
      sum += count
      lines.append("attune_http_request_seconds_bucket{le=\"\(bound)\"} \(sum)")
    }
    let total = counts.buckets.reduce(0, +)
    lines.append("attune_http_request_seconds_bucket{le=\"+Inf\"} \(total)")
    lines.append("attune_http_request_seconds_sum \(counts.seconds)")
    lines.append("attune_http_request_seconds_count \(total)")
    return lines
  }
}

/// Feeds ``RequestFigures`` with every answer.
struct RequestCounter: RouterMiddleware {
  func handle(
    _ request: Request, context: WebContext,
    next: (Request, WebContext) async throws -> Response
  ) async throws -> Response {
    let clock = ContinuousClock()
    let start = clock.now
    let response = try await next(request, context)
    let elapsed = (clock.now - start).components
    RequestFigures.shared.add(
      status: response.status.code,
      seconds: Double(elapsed.seconds) + Double(elapsed.attoseconds) / 1e18)
    return response
  }
}
