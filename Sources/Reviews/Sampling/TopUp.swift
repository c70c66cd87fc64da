public import Kernel
public import People

/// What may be added to an open cycle, so that too little is known of nobody.
///
/// The rule looks at how many reviews count or still can, and at how much scores varied in earlier
/// cycles. It looks at no score of the cycle itself: adding where the first scores vary most would
/// make the mean too high, because a sample with a low score varies most.
public struct TopUp: Hashable, Sendable {
  /// What is known of one person so far.
  public struct Need: Hashable, Sendable {
    public let agent: Person.ID
    /// How many conversations no random lot took yet.
    public let left: Int
    /// How many conversations of the random sample count, or still can in time.
    public let counted: Int
    /// What earlier cycles say about the person's scores.
    let known: Suggestion.Experience
    /// How many are proposed to be added.
    public internal(set) var additional = 0

    /// Half the width of the interval to expect, in points; `nil` for none.
    public var halfWidth: Double? { Suggestion.halfWidth(of: counted, known) }

    /// The same with what is proposed, and without end where there would be none.
    var widthThen: Double {
      Suggestion.halfWidth(of: counted + additional, known) ?? .infinity
    }
  }

  /// The people in the order of their keys.
  public let needs: [Need]
  /// How many the plan lets be added from now on.
  public let budget: Int

  /// Gives one after another to whoever would be known least, until that is well enough.
  init(_ needs: [Need], budget: Int, target: Int) {
    var needs = needs
    var widths = needs.map(\.widthThen)
    for _ in 0..<max(0, budget) {
      let open = needs.indices.filter { index in
        needs[index].additional < needs[index].left && widths[index] > Double(target)
      }
      guard let next = open.max(by: { (widths[$0], $1) < (widths[$1], $0) }) else { break }
      needs[next].additional += 1
      widths[next] = needs[next].widthThen
    }
    self.needs = needs
    self.budget = max(0, budget)
  }

  public var additional: Int { needs.reduce(0) { $0 + $1.additional } }
}
