import Foundation
import Staffing

/// What the commands of `attune staff` read: each takes the members it needs.
struct StaffFile: Decodable {
  var interval_s: Double?
  var aht_s: Double?
  var patience_s: Double?
  var target_s: Double?
  var sl_target: Double?
  var sl_definition: String?
  var max_occupancy: Double?
  var max_asa_s: Double?
  var max_abandon: Double?
  var shrinkage: Double?
  var calls: [Double]?
  var staff: [Int]?
  var rate_cv: Double?
  var absence: Double?
  var handling_cv: Double?
  var sessions: Int?
  var session_half_hours: Int?
  var max_at_once: Int?
  var allowed: [Bool]?

  enum Problem: Error, CustomStringConvertible {
    case unreadable(String)
    /// A file, and what is wrong in it.
    case broken(String, String)
    case missing(String)
    case impossible(String)

    var description: String {
      switch self {
      case .unreadable(let path): "The file \(path) cannot be read."
      case .broken(let path, let fault): "\(path): \(fault)."
      case .missing(let name): "The file does not say \(name)."
      case .impossible(let what): "These numbers make no \(what)."
      }
    }
  }

  static func read(_ path: String) throws -> StaffFile {
    let file = try read(path, as: StaffFile.self)
    if let fault = file.fault { throw Problem.broken(path, fault) }
    return file
  }

  static func read<Value: Decodable>(_ path: String, as type: Value.Type) throws -> Value {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw Problem.unreadable(path)
    }
    do {
      return try JSONDecoder().decode(type, from: data)
    } catch let error as DecodingError {
      throw Problem.broken(path, error.fault)
    }
  }

  /// What no day, queue or session can be, with the member that says so.
  private var fault: String? {
    let limits: [(name: String, value: Double?, range: ClosedRange<Double>)] = [
      ("interval_s", interval_s, 1...1_000_000), ("aht_s", aht_s, 0.001...1_000_000),
      ("patience_s", patience_s, 0.001...1_000_000_000), ("target_s", target_s, 0...1_000_000),
      ("sl_target", sl_target, 0...1), ("max_occupancy", max_occupancy, 0...1),
      ("max_asa_s", max_asa_s, 0...1_000_000), ("max_abandon", max_abandon, 0...1),
      ("shrinkage", shrinkage, 0...0.999), ("rate_cv", rate_cv, 0...5),
      ("absence", absence, 0...1), ("handling_cv", handling_cv, 0...100),
    ]
    for limit in limits {
      if let value = limit.value, !limit.range.contains(value) {
        let (least, most) = (limit.range.lowerBound.plain, limit.range.upperBound.plain)
        return "\(limit.name) is \(value.plain), expected \(least) to \(most)"
      }
    }
    if let place = calls?.firstIndex(where: { !(0...1e7).contains($0) }) {
      return "calls[\(place)] is \(calls?[place].plain ?? "")"
    }
    if let place = staff?.firstIndex(where: { !(0...10_000).contains($0) }) {
      return "staff[\(place)] is \(staff?[place] ?? 0), expected 0 to 10000"
    }
    if let calls, let staff, calls.count != staff.count {
      return "calls has \(calls.count) intervals and staff has \(staff.count)"
    }
    if let name = sl_definition, !["offered", "excl_short", "answered"].contains(name) {
      return "sl_definition is \(name), expected offered, excl_short or answered"
    }
    return nil
  }

  func needed<Value>(_ value: Value?, _ name: String) throws -> Value {
    guard let value else { throw Problem.missing(name) }
    return value
  }

  var promise: Promise {
    Promise(
      target: target_s ?? 20, share: sl_target ?? 0.8,
      definition: StaffFile.definition(sl_definition), mostOccupancy: max_occupancy,
      longestWait: max_asa_s, mostAbandonment: max_abandon)
  }

  static func definition(_ name: String?) -> ServiceLevel {
    switch name {
    case "excl_short": .withoutShortAbandons
    case "answered": .answered
    default: .offered
    }
  }

  func demand(_ calls: Double) throws -> Demand {
    guard
      let demand = Demand(
        calls: calls, interval: interval_s ?? 1800, handlingTime: try needed(aht_s, "aht_s"))
    else { throw Problem.impossible("demand") }
    return demand
  }

  func plan() throws -> DayPlan {
    guard
      let plan = DayPlan(
        interval: interval_s ?? 1800, calls: try needed(calls, "calls"),
        staff: try needed(staff, "staff"), handlingTime: try needed(aht_s, "aht_s"),
        handling: handling_cv.map { .lognormal(variation: $0) } ?? .exponential,
        patience: patience_s, promise: promise, volumeVariation: rate_cv ?? 0,
        absence: absence ?? 0)
    else { throw Problem.impossible("day") }
    return plan
  }
}
