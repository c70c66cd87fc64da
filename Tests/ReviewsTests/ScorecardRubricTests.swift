import Kernel
import Statistics
import Testing

@testable import Reviews

@Suite struct ScorecardRubricTests {
  @Test func `shares always total 1, whatever is changed`() {
    var chance = SplitMix64(seed: 1)
    for _ in 0..<5_000 {
      let count = 1 + chance.below(8)
      var shares = Shares((0..<count).map { _ in chance.below(4) == 0 ? 0 : chance.unit() })
      for _ in 0..<20 {
        let given = (0..<1 + chance.below(3)).reduce(into: [Int: Double]()) { result, _ in
          result[chance.below(count)] = chance.unit() * 1.2
        }
        shares = shares.setting(given)
        #expect(abs(shares.values.reduce(0, +) - 1) < 1e-12)
        #expect(shares.values.allSatisfy { $0 >= 0 && $0 <= 1 })
        #expect(shares.percentages.reduce(0, +) == 100)
      }
    }
  }

  @Test func `changing one share keeps the proportions of the others`() {
    let shares = Shares([0.5, 0.3, 0.2]).setting([0: 0.2])
    #expect(shares.values.map { Int(($0 * 100).rounded()) } == [20, 48, 32])
    #expect(Shares([1, 0, 0]).setting([0: 0.4]).percentages == [40, 30, 30])
    #expect(Shares([0.5, 0.5]).setting([0: 1.5, 1: 1.5]).values == [0.5, 0.5])
    #expect(Shares([1]).setting([0: 0.3]).values == [1])
    #expect(Shares([.nan, .infinity, -1]) == Shares([1, 1, 1]))
    #expect(Shares([]).percentages.isEmpty)
  }

  @Test func `percentages total 100 by the largest remainders`() {
    #expect(Shares([1, 1, 1]).percentages == [34, 33, 33])
    #expect(Shares([1, 1, 1, 1, 1, 1]).percentages == [17, 17, 17, 17, 16, 16])
    #expect(Shares([0.125, 0.875]).percentages == [13, 87])
  }

  @Test func `every change to a draft keeps its weights total and its conditions sound`() {
    var chance = SplitMix64(seed: 31)
    for _ in 0..<400 {
      var rubric = Rubric.random(using: &chance)
      var keys: Int64 = 1_000
      let key: () -> Int64 = {
        keys += 1
        return keys
      }
      for _ in 0..<25 {
        rubric.apply(rubric.randomEdit(using: &chance), key: key)
        let sum = rubric.sections.reduce(0) { $0 + $1.share }
        #expect(rubric.sections.isEmpty || abs(sum - 1) < 1e-9)
        for section in rubric.sections where !section.criteria.isEmpty {
          #expect(abs(section.criteria.reduce(0) { $0 + $1.share } - 1) < 1e-9)
        }
        #expect(!rubric.flaws.contains { $0.rule == .conditionUnknown })
        let ids = rubric.criteria.map(\.id)
        #expect(Set(ids).count == ids.count)
      }
    }
  }

  @Test func `a rubric survives being written and read`() throws {
    var chance = SplitMix64(seed: 8)
    for _ in 0..<200 {
      let rubric = Rubric.random(using: &chance)
      #expect(try Rubric(encoded: rubric.encoded()) == rubric)
      #expect(try Rubric(encoded: rubric.encoded()).encoded() == rubric.encoded())
    }
  }

  @Test(arguments: ["en", "zh-Hans", "ru", "he"])
  func `the default scorecard is complete and without remarks`(language: String) {
    var keys = Keys()
    let rubric = Rubric.standard(language: language) { keys.next() }
    #expect(rubric.language == language)
    #expect(rubric.flaws.isEmpty)
    #expect(rubric.advice.isEmpty, "\(rubric.advice)")
    #expect(rubric.criteria.count == 4)
    #expect(rubric.criteria.allSatisfy { $0.options.count == 4 })
    #expect(rubric.criteria.contains { $0.options.contains(where: \.isCritical) })
    #expect(rubric.criteria.contains { $0.options.contains(where: \.isFatal) })
  }

  @Test func `the check names everything that must be repaired`() {
    #expect(Rubric(name: " ").flaws.map(\.rule) == [.nameMissing, .noCriteria])
    var rubric = Rubric.test([(1, [.test(1, points: 3), .test(2)]), (0, [])])
    rubric.sections[0].name = ""
    rubric.sections[0].criteria[1].name = "Criterion 1"
    rubric.sections[0].criteria[0].options[1].value = 1.5
    rubric.sections[0].criteria[1].options.removeLast()
    rubric.sections[0].criteria[1].options[0].label = " "
    #expect(
      Set(rubric.flaws.map(\.rule)) == [
        .sectionNameMissing, .sectionEmpty, .criterionNameTwice, .valuesOutOfOrder,
        .optionsTooFew, .optionLabelMissing,
      ])
  }

  @Test func `the remarks find what makes reviewers disagree`() {
    func rules(_ change: (inout Criterion) -> Void, language: String = "en") -> [RubricAdvice] {
      var criterion = Criterion.test(1, points: 3) {
        for index in $0.indices { $0[index].anchor = "Seen \(index)" }
      }
      change(&criterion)
      var rubric = Rubric.test([(1, [criterion])])
      rubric.language = language
      return rubric.advice
    }
    #expect(rules { _ in }.isEmpty)
    let double = rules { $0.name = "Greeting and closing" }
    #expect(double.map(\.rule) == [.doubleBarrelled] && double[0].words == ["and"])
    #expect(rules({ $0.name = "Greeting and closing" }, language: "ru").isEmpty)
    #expect(rules { $0.options[0].anchor = "Appropriate tone" }.map(\.rule) == [.vague])
    #expect(rules { $0.options[0].anchor = "" }.map(\.rule) == [.anchorMissing])
    #expect(rules { $0.options[0].anchor = "seen 1" }.map(\.rule) == [.anchorTwice])
    #expect(rules { $0.options[0].isFatal = true }.map(\.rule) == [.consequenceUnexplained])
    let needless = rules {
      $0.question = "Was the hold announced?"
      $0.allowsNotApplicable = false
    }
    #expect(needless.map(\.rule) == [.notApplicableMissing])
    let many = Rubric.test([(1, (1...6).map { .test($0, share: 1.0 / 6) })])
    #expect(many.advice.first == RubricAdvice(place: .scorecard, rule: .manyCriteria, words: ["6"]))
    let tiny = Rubric.test([(1, [.test(1, share: 0.99), .test(2, share: 0.01)])])
    #expect(tiny.advice.contains { $0.rule == .tinyWeight })
  }

  @Test func `a comparison tells wording from scoring`() {
    let old = Rubric.test([(0.5, [.test(1, points: 3), .test(2)]), (0.5, [.test(3)])])
    func changes(_ edit: (inout Rubric) -> Void) -> [RubricChange] {
      var new = old
      edit(&new)
      return new.changes(since: old)
    }
    #expect(changes { _ in }.isEmpty)
    let wording = changes {
      $0.name = "New"
      $0.sections[0].criteria[0].question = "?"
      $0.sections[0].criteria[0].options[0].anchor = "described"
      $0.sections[0].criteria[1].options[0].needsComment = true
      $0.sections[0].criteria.swapAt(0, 1)
      $0.sections[1].criteria[0].options[0].causes = [.init(id: .init(rawValue: 1), text: "x")]
    }
    let spoken = changes { $0.language = "he" }
    #expect(spoken.map(\.after) == ["עברית"], "a language goes by its name, not by its code")
    #expect(!wording.affectScoring)
    #expect(Set(wording.map(\.kind)) == [.wording, .commentNeeded, .order, .causes])
    let scoring: [(RubricChange.Kind, (inout Rubric) -> Void)] = [
      (.failsSection, { $0.failsSection = true }),
      (.sectionShare, { $0.setShares([0.6, 0.4]) }),
      (.criterionShare, { $0.sections[0].setShares([0.6, 0.4]) }),
      (.optionValue, { $0.sections[0].criteria[0].options[1].value = 0.8 }),
      (.optionFatal, { $0.sections[0].criteria[0].options[0].isFatal = true }),
      (.optionCritical, { $0.sections[0].criteria[0].options[0].isCritical = true }),
      (.criterionNotApplicable, { $0.sections[0].criteria[0].allowsNotApplicable = false }),
      (.optionRemoved, { $0.sections[0].criteria[0].options.removeLast() }),
      (.criterionRemoved, { $0.sections[0].criteria.removeLast() }),
      (.sectionRemoved, { $0.sections.removeLast() }),
      (.criterionMeasure, { $0.sections[0].criteria[0].measure = .number(unit: "") }),
      (
        .criterionCondition,
        {
          $0.sections[1].criteria[0].condition = .init(
            criterion: .init(rawValue: 1), options: [.init(rawValue: 101)])
        }
      ),
    ]
    for (kind, edit) in scoring {
      let found = changes(edit)
      #expect(found.affectScoring && found.contains { $0.kind == kind }, "\(kind): \(found)")
    }
  }
}

extension Rubric {
  fileprivate func randomEdit(using chance: inout SplitMix64) -> RubricEdit {
    func any<Element>(_ list: [Element]) -> Element? {
      list.isEmpty ? nil : list[chance.below(list.count)]
    }
    guard let section = any(sections) else { return .addSection }
    guard let criterion = any(criteria) else { return .addCriterion(section.id) }
    let option = any(criterion.options)?.id ?? .init(rawValue: 0)
    return switch chance.below(11) {
    case 0: .addSection
    case 1: .removeSection(section.id)
    case 2: .moveSection(section.id, by: chance.below(5) - 2)
    case 3: .addCriterion(section.id)
    case 4: .removeCriterion(criterion.id)
    case 5: .moveCriterion(criterion.id, by: chance.below(5) - 2)
    case 6: .transferCriterion(criterion.id, to: section.id)
    case 7: .addOption(criterion.id)
    case 8: .removeOption(criterion.id, option)
    case 9: .moveOption(criterion.id, option, by: 1)
    default: .evenSections
    }
  }
}
