import Staffing
import Support
import Testing

func trainingComplaint(_ item: JSON) throws -> String? {
  let (input, expect) = (item["in"], item["expect"])
  let day = try #require(
    TrainingDay(
      interval: try input.positive("interval_s"), calls: input["calls"].numbers,
      staff: input["staff"].numbers.map { Int($0) },
      handlingTime: try input.positive("aht_s"), patience: try input.positive("patience_s"),
      target: try input.positive("target_s")))
  let plan = try #require(
    TrainingPlan(
      day, sessions: try input.count("sessions"), length: try input.count("session_half_hours"),
      mostAtOnce: try input.count("max_at_once")))
  func levels(_ change: Int) -> JSON {
    .list(day.calls.indices.map { day.queue($0, change: change)?.answeredInTime })
  }
  let values: JSON = .object([
    "sl_now": levels(0), "sl_one_less": levels(-1), "sl_one_more": levels(1),
    "abandon_now": .list(day.calls.indices.map { day.queue($0)?.abandonment }),
    "day_service_level": .optional(day.level()),
    "day_service_level_one_more_all_day": .optional(day.level(change: 1)),
  ])
  guard case .object(var wanted) = expect else { return "no expectation" }
  wanted["best_training"] = nil
  if let complaint = values.difference(
    from: .object(wanted), relative: 1e-9, absolute: 1e-12)
  {
    return complaint
  }
  let best = expect["best_training"]
  let found: JSON = .object([
    "lost_answered_in_target": .number(plan.price),
    "day_service_level_before": .number(plan.levelBefore),
    "day_service_level_after": .number(plan.levelAfter),
  ])
  let expected: JSON = .object([
    "lost_answered_in_target": best["lost_answered_in_target"],
    "day_service_level_before": best["day_service_level_before"],
    "day_service_level_after": best["day_service_level_after"],
  ])
  return found.difference(from: expected, relative: 1e-9, absolute: 1e-6)
}
