import Statistics
import Support

extension Estimate {
  func json(value name: String, _ more: [String: JSON] = [:]) -> JSON {
    let own: [String: JSON] = [
      name: .optional(value), "lower": .optional(lower), "upper": .optional(upper),
      "n": .number(Double(n)), "center": .optional(center), "status": .string(status.rawValue),
    ]
    return .object(own.merging(more) { $1 })
  }
}
