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
    case missing(String)
    case impossible(String)

    var description: String {
      switch self {
      case .unreadable(let path): "Cannot read \(path) as JSON."
      case .missing(let name): "The file does not say \(name)."
      case .impossible(let what): "These numbers make no \(what)."
      }
    }
  }

  static func read<Value: Decodable>(_ path: String, as type: Value.Type = StaffFile.self) throws
    -> Value
  {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw Problem.unreadable(path)
    }
    do { return try JSONDecoder().decode(type, from: data) } catch {
      throw Problem.unreadable(path)
    }
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
