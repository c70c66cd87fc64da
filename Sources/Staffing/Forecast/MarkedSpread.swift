import Glibc

extension SpecialDays {
  /// How far marked days fall from what the other days with their mark said, as a variation.
  ///
  /// Learned from the marked days of the past, each forecast without itself, and mixed with four days
  /// that were off by a half: an eve is short, a fast is quiet until the evening.
  static func variation(_ past: Past, end: Int, model: VolumeModel) -> Double {
    let prior = 4.0
    let days = past.marks.keys.sorted().filter { $0 < end && past.isUsable($0) }
    let effects = effects(past, days, model)
    var (sum, weight) = (prior * unknown * unknown, prior)
    for (day, effect) in zip(days, effects) {
      guard let effect else { continue }
      var (square, squares) = (0.0, 1.0)
      for (slot, usual) in model.profiles[past.weekday(day)].enumerated() {
        let count = past.count(day, slot)
        guard count >= 0 else { continue }
        let mean = usual * effect
        // What luck adds is counted elsewhere.
        square += (count - mean) * (count - mean) - mean
        squares += mean * mean
      }
      sum += Swift.max(0, Swift.min(4, square / squares))
      weight += 1
    }
    return (sum / weight).squareRoot()
  }

  /// What each day's mark would have been said to do, month and all, had the day not been seen.
  private static func effects(_ past: Past, _ days: [Int], _ model: VolumeModel) -> [Double?] {
    let surprises = days.map { day -> Double? in
      let usual = model.profiles[past.weekday(day)].reduce(0, +)
      guard usual > 0 else { return nil }
      return past.logTotal[day] - log(usual * model.month[past.dayOfMonth[day]] + 1)
    }
    var (sums, counts) = ([String: Double](), [String: Double]())
    for (day, surprise) in zip(days, surprises) {
      guard let surprise, let word = past.mark(day)?.word else { continue }
      sums[word, default: 0] += surprise
      counts[word, default: 0] += 1
    }
    return zip(days, surprises).map { day, surprise in
      guard let surprise, let mark = past.mark(day), let count = counts[mark.word] else {
        return nil
      }
      let learned = exp(((sums[mark.word] ?? 0) - surprise) / count)
      return (mark.factor ?? learned) * model.month[past.dayOfMonth[day]]
    }
  }
}
