internal import Kernel
internal import Statistics
internal import Web

extension Target {
  /// "Solved at the first contact: at least 75% a month".
  func sentence(_ text: Text) -> String {
    text(
      comparison == .atLeast ? "target.atLeast" : "target.atMost",
      [
        "metric": .string(label(text)), "value": .string(metric.written(value, text)),
        "unit": .string(text(Self.each(unit))),
      ])
  }

  /// The metric with what of it is read, such as "First answer, 90th percentile".
  func label(_ text: Text) -> String {
    let name = metric.name(text)
    guard metric.kind == .quantile else { return name }
    return text(
      "target.ofTimes",
      [
        "metric": .string(name),
        "statistic": .string(text("target.statistic.\(statistic.rawValue)")),
      ])
  }

  static func each(_ unit: Period.Unit) -> String {
    switch unit {
    case .day: "target.each.day"
    case .week: "target.each.week"
    case .month: "target.each.month"
    case .quarter: "target.each.quarter"
    case .halfYear: "target.each.halfYear"
    }
  }

  /// How many periods, such as "12 months".
  static func periods(_ count: Int, _ unit: Period.Unit, _ text: Text) -> String {
    let values: [String: TextValue] = ["count": .integer(count)]
    return switch unit {
    case .day: text("target.days", values)
    case .week: text("target.weeks", values)
    case .month: text("target.months", values)
    case .quarter: text("target.quarters", values)
    case .halfYear: text("target.halfYears", values)
    }
  }
}

extension Period {
  /// What a period is called: a week by its Monday, a month by its name, the others by both ends.
  func name(_ unit: Unit, _ text: Text) -> String {
    switch unit {
    case .day: text.day(first)
    case .week: text("period.weekOf", ["day": .string(text.day(first))])
    case .month: text.month(first)
    case .quarter, .halfYear: "\(text.month(first)) – \(text.month(last))"
    }
  }
}

extension AttainmentChance.Reach {
  /// A chance in words a person would bet by.
  static func words(_ chance: Double, _ text: Text) -> String {
    switch chance {
    case ..<0.01: text("chance.hardly")
    case 0.99...: text("chance.almostSure")
    default: text("chance.about", ["percent": .string(text.percent((chance * 20).rounded() / 20))])
    }
  }
}
