import Kernel
import Statistics

@testable import Reviews

/// Keys 1, 2, 3 … for rubrics in tests.
struct Keys {
  private var last: Int64 = 0

  mutating func next() -> Int64 {
    last += 1
    return last
  }
}

extension Criterion {
  /// A criterion with options o1 … oN from the worst to the best.
  static func test(
    _ id: Int64, points: Int = 2, share: Double = 1, condition: Condition? = nil,
    change: (inout [Option]) -> Void = { _ in }
  ) -> Criterion {
    var options = (1...points).map {
      Option(id: .init(rawValue: id * 100 + Int64($0)), label: "o\($0)")
    }
    change(&options)
    return Criterion(
      id: .init(rawValue: id), name: "criterion \(id)", share: share, options: options,
      condition: condition)
  }
}

extension Criterion.ID {
  /// The answer "option number n" of a criterion made by ``Criterion/test(_:points:share:condition:change:)``.
  func picks(_ number: Int64) -> Answer {
    Answer(.option(.init(rawValue: rawValue * 100 + number)))
  }
}

extension Rubric {
  /// Sections with the given shares, each with its criteria.
  static func test(
    failsSection: Bool = false, _ sections: [(share: Double, criteria: [Criterion])]
  ) -> Rubric {
    Rubric(
      name: "Test", failsSection: failsSection,
      sections: sections.enumerated().map { index, section in
        Section(
          id: .init(rawValue: Int64(index + 1)), name: "section \(index + 1)",
          share: section.share, criteria: section.criteria)
      })
  }

  /// Any rubric: sections, scales, stated values, consequences, conditions; some shares are 0.
  static func random(using chance: inout SplitMix64) -> Rubric {
    var keys = Keys()
    var rubric = Rubric(name: "Random", failsSection: chance.below(2) == 0)
    var earlier: [Criterion] = []
    for _ in 0...chance.below(4) {
      var section = Section(
        id: .init(rawValue: keys.next()), name: "s", share: chance.share())
      for _ in 0...chance.below(4) {
        let options = (0..<2 + chance.below(4)).map { index in
          Criterion.Option(
            id: .init(rawValue: keys.next()), label: "o\(index)",
            isCritical: chance.below(8) == 0, isFatal: chance.below(12) == 0,
            needsComment: chance.below(4) == 0)
        }
        var criterion = Criterion(
          id: .init(rawValue: keys.next()), name: "c", share: chance.share(), options: options)
        if let other = earlier.isEmpty ? nil : earlier[chance.below(earlier.count)],
          chance.below(3) == 0
        {
          criterion.condition = .init(
            criterion: other.id, options: [other.options[chance.below(other.options.count)].id])
        }
        section.criteria.append(criterion)
        earlier.append(criterion)
      }
      section.setShares(section.criteria.map(\.share))
      rubric.sections.append(section)
    }
    rubric.setShares(rubric.sections.map(\.share))
    return rubric
  }

  /// Any answers: options, "not applicable" or nothing.
  func randomAnswers(using chance: inout SplitMix64, naOf ten: Int = 4) -> Answers {
    var answers = Answers()
    for criterion in criteria {
      switch chance.below(10) {
      case 0..<ten: answers[criterion.id] = Answer(.notApplicable)
      case 9: continue
      default:
        let option = criterion.options[chance.below(criterion.options.count)]
        answers[criterion.id] = Answer(.option(option.id))
      }
    }
    return answers
  }
}

extension SplitMix64 {
  fileprivate mutating func share() -> Double { below(6) == 0 ? 0 : unit() }
}
