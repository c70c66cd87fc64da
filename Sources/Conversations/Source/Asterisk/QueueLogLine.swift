internal import Kernel

/// One line of Asterisk's `queue_log`: seconds, call, queue, member, event and its parameters.
///
/// Source: `apps/app_queue.c` and the documentation of Asterisk 22, "Queue Logs".
struct QueueLogLine: Hashable, Sendable {
  let at: Instant
  let call: String
  let queue: String
  let member: String
  let event: String
  let parameters: [String]

  /// Reads a line; `nil` for what is none, such as a remark or one that was cut off.
  init?(_ text: String) {
    let parts = text.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
    guard parts.count >= 5, let seconds = Int64(parts[0]), seconds > 0, seconds < 1 << 40,
      !parts[4].isEmpty
    else { return nil }
    at = Instant(milliseconds: seconds * 1000)
    call = parts[1]
    queue = parts[2]
    member = parts[3]
    event = parts[4].uppercased()
    parameters = Array(parts.dropFirst(5))
  }

  /// A parameter that is there and not empty.
  func parameter(_ index: Int) -> String? {
    guard parameters.indices.contains(index), !parameters[index].isEmpty else { return nil }
    return parameters[index]
  }

  /// A parameter that is a number of seconds, or counts something.
  func number(_ index: Int) -> Double? {
    parameter(index).flatMap(Double.init).flatMap { $0.isFinite && $0 >= 0 ? $0 : nil }
  }

  /// The same counted from the end, where the middle varies: 0 is the last.
  func number(fromEnd index: Int) -> Double? { number(parameters.count - 1 - index) }
}
