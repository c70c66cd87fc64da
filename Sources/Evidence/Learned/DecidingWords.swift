internal import Web

/// The words and findings that decided most often, for the better and the worse half of a scale.
struct DecidingWords: Hashable, Sendable {
  struct Entry: Hashable, Sendable {
    let reason: Key
    /// In how many conversations it was among the reasons.
    let conversations: Int
  }

  /// A word in lower case, or a detector's name.
  struct Key: Hashable, Sendable {
    let words: String
    let kind: String?
  }

  let better: [Entry]
  let worse: [Entry]

  /// What stands in fewer conversations could point at one of them.
  static let fewest = 5
  private static let most = 14

  init(_ answers: some Sequence<MachineAnswer>, points: [PublishedAnswers.Point]) {
    var counts: [Key: (better: Int, worse: Int)] = [:]
    for answer in answers where answer.doubt == nil {
      let value = points.indices.contains(answer.point) ? points[answer.point].value : 0
      let isBetter = value > 0.5
      let keys = Set(
        answer.reasons.filter { $0.weight > 0 }
          .map { Key(words: $0.words.lowercased(), kind: $0.kind) })
      for key in keys where !key.words.contains("•") {
        if isBetter {
          counts[key, default: (0, 0)].better += 1
        } else {
          counts[key, default: (0, 0)].worse += 1
        }
      }
    }
    func top(_ count: ((better: Int, worse: Int)) -> (Int, Int)) -> [Entry] {
      counts.compactMap { key, both -> Entry? in
        let (here, there) = count(both)
        return here >= Self.fewest && here > there ? Entry(reason: key, conversations: here) : nil
      }.sorted {
        ($1.conversations, $0.reason.words, $0.reason.kind ?? "")
          < ($0.conversations, $1.reason.words, $1.reason.kind ?? "")
      }.prefix(Self.most).map(\.self)
    }
    better = top { ($0.better, $0.worse) }
    worse = top { ($0.worse, $0.better) }
  }
}
