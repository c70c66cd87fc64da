public import Kernel
public import Markup

/// Words, numbers, dates and durations as one reader wants to see them.
public struct Text: Sendable {
  public let language: Language
  public let zone: Zone
  private let words: Words

  public init(_ words: Words, language: Language, zone: Zone = .utc) {
    self.words = words
    self.language = language
    self.zone = zone
  }

  /// The message of a key with its places filled; English where a language lacks it.
  public func callAsFunction(_ key: String, _ values: [String: TextValue] = [:]) -> String {
    let message = words.message(key, in: language) ?? words.message(key, in: .en) ?? key
    return MessageFormat(language: language, number: { number($0) }).fill(message[...], values)
  }

  /// Whether a key exists; for names that come from data, such as a channel.
  public func has(_ key: String) -> Bool { words.message(key, in: .en) != nil }

  // MARK: Numbers

  /// A whole number with its groups of digits.
  public func number(_ value: Int) -> String {
    signed(grouped(value.magnitude), isNegative: value < 0)
  }

  /// A number with a fixed count of digits after the decimal sign; a dash when it is no number.
  public func number(_ value: Double, digits: Int) -> String {
    number(value, digits: digits, unit: "")
  }

  /// A share of one as a percentage, for example 0.86 as `86%`.
  public func percent(_ share: Double, digits: Int = 0) -> String {
    number(share * 100, digits: digits, unit: language == .ru ? "\u{A0}%" : "%")
  }

  private func number(_ value: Double, digits: Int, unit: String) -> String {
    guard value.isFinite, abs(value) < 1e15 else { return "–" + unit }
    let scale = (0..<max(0, digits)).reduce(1.0) { power, _ in power * 10 }
    let scaled = (abs(value) * scale).rounded()
    let whole = Int((scaled / scale).rounded(.down))
    let isNegative = value < 0 && scaled > 0
    guard digits > 0 else {
      return signed(grouped(whole.magnitude) + unit, isNegative: isNegative)
    }
    let fraction = String(Int(scaled - Double(whole) * scale))
    let zeros = String(repeating: "0", count: max(0, digits - fraction.count))
    let shown = grouped(whole.magnitude) + (language == .ru ? "," : ".") + zeros + fraction
    return signed(shown + unit, isNegative: isNegative)
  }

  /// The sign stands left of a number in every script: from right to left it would end up behind.
  private func signed(_ shown: String, isNegative: Bool) -> String {
    guard isNegative else { return shown }
    return language.isRightToLeft ? "\u{2066}−\(shown)\u{2069}" : "−" + shown
  }

  private func grouped(_ value: UInt) -> String {
    let digits = String(value)
    guard digits.count > (language == .ru ? 4 : 3) else { return digits }
    var grouped = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { grouped += groupSeparator }
      grouped.append(digit)
    }
    return grouped
  }

  private var groupSeparator: String { language == .ru ? "\u{A0}" : "," }

  // MARK: Lists

  /// Names or words one after the other, for example `Ada, Nora`, in Chinese `Ada、Nora`.
  public func list(_ words: some Sequence<String>) -> String {
    words.joined(separator: language == .zhHans ? "、" : ", ")
  }

  /// Words of others one after the other, each in quotation marks: they may hold commas themselves.
  public func list(quoting words: some Sequence<String>) -> String {
    let marks =
      switch language {
      case .en, .zhHans: (open: "“", close: "”")
      case .ru: (open: "«", close: "»")
      case .he: (open: "״", close: "״")
      }
    return list(words.map { "\(marks.open)\u{2068}\($0)\u{2069}\(marks.close)" })
  }

  // MARK: Days and moments

  /// A day without its year, for example `21 Nov`.
  public func shortDay(_ day: Day) -> String {
    let whole = self.day(day)
    let year = String(day.civil.year)
    return language == .zhHans
      ? whole.replacing("\(year)年", with: "") : whole.replacing(" \(year)", with: "")
  }

  /// A day with its month in words, for example `21 Nov 2026`.
  public func day(_ day: Day) -> String {
    let (year, month, number) = day.civil
    let name = Months.short(month, in: language)
    return switch language {
    case .en: "\(number) \(name) \(year)"
    case .zhHans: "\(year)年\(month)月\(number)日"
    case .ru: "\(number) \(name) \(year)"
    case .he: "\(number) ב\(name) \(year)"
    }
  }

  /// A month and its year, for example `November 2026`.
  public func month(_ day: Day) -> String {
    let (year, month, _) = day.civil
    return language == .zhHans
      ? "\(year)年\(month)月" : "\(Months.full(month, in: language)) \(year)"
  }

  /// A moment in the reader's zone, for example `21 Nov 2026, 14:05`.
  public func clock(_ instant: Instant) -> String {
    day(zone.day(of: instant)) + (language == .zhHans ? " " : ", ") + time(instant)
  }

  /// The time of day in the reader's zone, for example `14:05`.
  public func time(_ instant: Instant) -> String {
    let seconds = zone.secondOfDay(of: instant)
    return twoDigits(seconds / 3600) + ":" + twoDigits(seconds / 60 % 60)
  }

  /// A moment as an element that machines can read too.
  public func moment(_ instant: Instant) -> HTML {
    "<time datetime=\"\(Self.iso(instant))\"><bdi>\(clock(instant))</bdi></time>"
  }

  /// A day as an element that machines can read too.
  public func dayElement(_ day: Day) -> HTML {
    "<time datetime=\"\(day.iso)\"><bdi>\(self.day(day))</bdi></time>"
  }

  /// A length of time, for example `4 m 12 s`; the two largest units only.
  public func duration(_ seconds: Double) -> String {
    guard seconds.isFinite, seconds >= 0, seconds < 1e12 else { return "–" }
    let total = Int(seconds.rounded())
    let parts = [
      (total / 86_400, "duration.days"), (total / 3600 % 24, "duration.hours"),
      (total / 60 % 60, "duration.minutes"), (total % 60, "duration.seconds"),
    ]
    guard let first = parts.firstIndex(where: { $0.0 > 0 }) else {
      return self("duration.seconds", ["count": 0])
    }
    return parts[first..<min(first + 2, parts.count)].filter { $0.0 > 0 }
      .map { self($0.1, ["count": .integer($0.0)]) }.joined(separator: " ")
  }

  /// The RFC 3339 form in UTC, for example `2026-11-21T14:05:00Z`.
  public static func iso(_ instant: Instant) -> String {
    let seconds = Zone.utc.secondOfDay(of: instant)
    return Zone.utc.day(of: instant).iso + "T" + twoDigits(seconds / 3600) + ":"
      + twoDigits(seconds / 60 % 60) + ":" + twoDigits(seconds % 60) + "Z"
  }
}

private func twoDigits(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }

private enum Months {
  static func short(_ month: Int, in language: Language) -> String {
    name(
      month,
      [
        .en: "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
        .ru: "янв. февр. мар. апр. мая июн. июл. авг. сент. окт. нояб. дек.",
        .he: "ינו׳ פבר׳ מרץ אפר׳ מאי יוני יולי אוג׳ ספט׳ אוק׳ נוב׳ דצמ׳",
      ][language] ?? "")
  }

  static func full(_ month: Int, in language: Language) -> String {
    name(
      month,
      [
        .en:
          "January February March April May June July August September October November December",
        .ru: "Январь Февраль Март Апрель Май Июнь Июль Август Сентябрь Октябрь Ноябрь Декабрь",
        .he: "ינואר פברואר מרץ אפריל מאי יוני יולי אוגוסט ספטמבר אוקטובר נובמבר דצמבר",
      ][language] ?? "")
  }

  private static func name(_ month: Int, _ list: String) -> String {
    let names = list.split(separator: " ")
    return names.indices.contains(month - 1) ? String(names[month - 1]) : "\(month)"
  }
}
