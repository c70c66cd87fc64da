/// Times of day as the fields of a form hold them.
public enum ClockTime {
  /// For example `09:30`; the end of the day is `00:00`.
  public static func text(_ second: Int) -> String {
    let (hour, minute) = (second / 3600 % 24, second / 60 % 60)
    return (hour < 10 ? "0\(hour)" : "\(hour)") + ":" + (minute < 10 ? "0\(minute)" : "\(minute)")
  }

  /// Seconds after midnight of a time such as `09:30`; `nil` when it is none.
  public static func second(_ text: String) -> Int? {
    let parts = text.split(separator: ":").map { Int($0) }
    guard (2...3).contains(parts.count), let hour = parts[0], let minute = parts[1],
      (0..<24).contains(hour), (0..<60).contains(minute)
    else { return nil }
    return hour * 3600 + minute * 60
  }
}
