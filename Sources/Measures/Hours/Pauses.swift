public import Kernel

/// When a clock stood still although the doors were open: waiting for the customer, resolved.
public struct Pauses: Hashable, Sendable {
  /// Apart from each other and in order; only the last may have no end yet.
  public let spans: [Span]

  /// A stretch without counting; it still lasts while it has no end.
  public struct Span: Hashable, Sendable {
    public let from: Instant
    public let to: Instant?

    public init(from: Instant, to: Instant?) {
      self.from = from
      self.to = to
    }
  }

  public static let none = Pauses([])

  /// Stretches in any order, overlapping or not; what ends before it begins is left out.
  public init(_ spans: [Span]) {
    var merged: [Span] = []
    let real = spans.filter { span in span.to.map { $0 > span.from } ?? true }
    for span in real.sorted(by: { $0.from < $1.from }) {
      guard let last = merged.last else {
        merged.append(span)
        continue
      }
      guard let end = last.to else { break }
      if span.from > end {
        merged.append(span)
      } else {
        merged[merged.count - 1] = Span(from: last.from, to: span.to.map { max($0, end) })
      }
    }
    self.spans = merged
  }
}
