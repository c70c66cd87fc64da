internal import Glibc
internal import Statistics

/// Whether one weekday brings more than each of the others that are open, by at least a tenth.
///
/// Each week is compared with itself, so that busy weeks and quiet ones tell the same. The day has to
/// beat every other one (Berger 1982). Two days could each be taken for the busy one, so its chance
/// counts twice; that a third is, too, the tenth rules out.
func busyWeekday(_ weeks: [[Int]]) -> [Candidate] {
  let weeks = weeks.filter { $0.count == 7 }
  guard weeks.count >= WeekContrast.fewestPast else { return [] }
  let sums = (0..<7).map { day in weeks.reduce(0) { $0 + $1[day] } }
  let usual = Double(sums.reduce(0, +)) / 7
  let open = (0..<7).filter { Double(sums[$0]) >= usual / 2 }
  guard open.count > 2, sums.reduce(0, +) >= 200,
    let top = open.max(by: { sums[$0] < sums[$1] })
  else { return [] }
  func logs(_ count: (_ week: [Int]) -> Double) -> Moments {
    Moments(weeks.map { log(Double($0[top]) + 0.5) - log(count($0) + 0.5) })
  }
  let df = Double(weeks.count - 1)
  var largest = 0.0
  for other in open where other != top {
    let moments = logs { Double($0[other]) }
    guard let mean = moments.mean, let spread = moments.standardDeviation, spread > 0,
      let below = studentTCDF(
        -(mean - log(1.1)) / (spread / Double(weeks.count).squareRoot()), degreesOfFreedom: df)
    else { return [] }
    largest = max(largest, below)
  }
  let others = open.filter { $0 != top }
  let moments = logs { week in
    others.reduce(0) { $0 + Double(week[$1]) } / Double(others.count)
  }
  guard let mean = moments.mean, let spread = moments.standardDeviation,
    let t = studentTQuantile(0.975, degreesOfFreedom: df)
  else { return [] }
  let reach = t * spread / Double(weeks.count).squareRoot()
  return [
    Candidate(
      .busyWeekday(top + 1), now: Double(sums[top]) / Double(weeks.count),
      before: others.reduce(0) { $0 + Double(sums[$1]) } / Double(others.count * weeks.count),
      effect: Estimate(
        value: exp(mean), lower: exp(mean - reach), upper: exp(mean + reach), n: weeks.count,
        method: .studentT),
      p: min(1, largest * 2))
  ]
}
