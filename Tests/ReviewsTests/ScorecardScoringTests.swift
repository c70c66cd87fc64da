import Kernel
import Statistics
import Testing

@testable import Reviews

@Suite struct ScorecardScoringTests {
  let one = Criterion.ID(rawValue: 1)
  let two = Criterion.ID(rawValue: 2)
  let three = Criterion.ID(rawValue: 3)

  @Test func `options are equally spaced between 0 and 1 unless stated`() {
    #expect(Criterion.test(1, points: 2).values == [0, 1])
    #expect(Criterion.test(1, points: 5).values == [0, 0.25, 0.5, 0.75, 1])
    let stated = Criterion.test(1, points: 5) { $0[3].value = 0.9 }
    #expect(stated.values.map { Int(($0 * 10).rounded()) } == [0, 3, 6, 9, 10])
    #expect(Criterion.test(1, points: 3) { $0[1].value = 0.2 }.values == [0, 0.2, 1])
  }

  @Test func `the score is the sum of weight times value`() throws {
    let rubric = Rubric.test([
      (0.6, [.test(1, points: 5, share: 0.7), .test(2, points: 2, share: 0.3)]),
      (0.4, [.test(3, points: 3)]),
    ])
    let answers = Answers([one: one.picks(4), two: two.picks(1), three: three.picks(2)])
    let score = Scoring.score(answers, rubric)
    // 0.6 · (0.7 · 0.75 + 0.3 · 0) + 0.4 · 0.5
    #expect(abs(try #require(score.value) - 51.5) < 1e-12)
    #expect(abs(rubric.weight(of: one) - 0.42) < 1e-12)
    #expect(score.sections.map { Int(($0.value ?? 0).rounded()) } == [52, 50])
    #expect(score.unanswered == 0)
  }

  @Test func `not applicable hands the weight to the rest of its section, then to the others`()
    throws
  {
    let rubric = Rubric.test([
      (0.5, [.test(1, points: 2, share: 0.5), .test(2, points: 2, share: 0.5)]),
      (0.5, [.test(3, points: 2)]),
    ])
    let inSection = Scoring.score(
      Answers([one: Answer(.notApplicable), two: two.picks(2), three: three.picks(1)]), rubric)
    #expect(inSection.value == 50)
    let wholeSection = Scoring.score(
      Answers([
        one: Answer(.notApplicable), two: Answer(.notApplicable), three: three.picks(1),
      ]), rubric)
    #expect(wholeSection.value == 0)
    #expect(wholeSection.sections.map(\.value) == [nil, 0])
    #expect(wholeSection.sections.map(\.effectiveShare) == [0, 1])
    let nothing = Scoring.score(
      Answers([one, two, three].reduce(into: [:]) { $0[$1] = Answer(.notApplicable) }), rubric)
    #expect(nothing.value == nil)
    #expect(nothing.underlyingScore == nil)
  }

  @Test func `a fatal option gives 0 and keeps the score it would have been`() {
    let rubric = Rubric.test([
      (1, [.test(1, points: 2, share: 0.25) { $0[0].isFatal = true }, .test(2, share: 0.75)])
    ])
    let score = Scoring.score(Answers([one: one.picks(1), two: two.picks(2)]), rubric)
    #expect(score.value == 0)
    #expect(score.isFatal)
    #expect(score.underlyingScore == 75)
    #expect(!score.isCritical)
  }

  @Test func `a critical option fails its section only if the scorecard says so`() {
    let sections: [(share: Double, criteria: [Criterion])] = [
      (0.5, [.test(1, share: 0.5) { $0[0].isCritical = true }, .test(2, share: 0.5)]),
      (0.5, [.test(3)]),
    ]
    let answers = Answers([one: one.picks(1), two: two.picks(2), three: three.picks(2)])
    let mild = Scoring.score(answers, .test(sections))
    #expect(mild.value == 75)
    #expect(mild.isCritical && !mild.isFatal)
    let strict = Scoring.score(answers, .test(failsSection: true, sections))
    #expect(strict.value == 50)
    #expect(strict.isCritical && strict.sections.map(\.isFailed) == [true, false])
  }

  @Test func `a criterion whose condition is false is not asked and counts like not applicable`() {
    let rubric = Rubric.test([
      (
        1,
        [
          .test(1, share: 0.5),
          .test(
            2, share: 0.5,
            condition: .init(criterion: one, options: [.init(rawValue: 101)])),
        ]
      )
    ])
    let skipped = Scoring.score(Answers([one: one.picks(2), two: two.picks(1)]), rubric)
    #expect(skipped.value == 100)
    #expect(skipped.criteria.map(\.state) == [.scored, .notAsked])
    let asked = Scoring.score(Answers([one: one.picks(1), two: two.picks(2)]), rubric)
    #expect(asked.value == 50)
    #expect(asked.criteria.map(\.state) == [.scored, .scored])
    let open = Scoring.score(Answers([two: two.picks(2)]), rubric)
    #expect(open.criteria.map(\.state) == [.unanswered, .notAsked])
    #expect(open.value == nil)
  }

  @Test func `a circle of conditions is never asked and refused by the check`() {
    var rubric = Rubric.test([(1, [.test(1), .test(2)])])
    rubric.update(criterion: one) {
      $0.condition = .init(criterion: two, options: [.init(rawValue: 201)])
    }
    rubric.update(criterion: two) {
      $0.condition = .init(criterion: one, options: [.init(rawValue: 101)])
    }
    #expect(rubric.asked(Answers([one: one.picks(1), two: two.picks(1)])).isEmpty)
    #expect(rubric.flaws.filter { $0.rule == .conditionCircle }.count == 2)
  }

  @Test func `a number falls into its band`() {
    let criterion = Criterion(
      id: one, name: "Interruptions", measure: .number(unit: "times"),
      options: [
        .init(id: .init(rawValue: 1), label: "5 or more", band: .init(from: 5)),
        .init(id: .init(rawValue: 2), label: "1 to 4", band: .init(from: 1, below: 5)),
        .init(id: .init(rawValue: 3), label: "none", band: .init(from: 0, below: 1)),
      ])
    let rubric = Rubric.test([(1, [criterion])])
    #expect(criterion.flaws.isEmpty)
    for (number, score) in [(0.0, 100.0), (1, 50), (4.5, 50), (5, 0), (400, 0)] {
      #expect(Scoring.score(Answers([one: Answer(.number(number))]), rubric).value == score)
    }
    for number in [-1.0, .nan, .infinity] {
      let answers = Answers([one: Answer(.number(number))])
      #expect(Scoring.score(answers, rubric).value == nil)
      #expect(rubric.problems(in: answers).map(\.kind) == [.numberOutside])
    }
    var broken = criterion
    broken.options[1].band = .init(from: 2, below: 5)
    #expect(broken.flaws == [.bandsIncomplete])
  }

  @Test func `what keeps a review from being submitted is named`() {
    var rubric = Rubric.test([
      (1, [.test(1) { $0[0].needsComment = true }, .test(2), .test(3)])
    ])
    rubric.update(criterion: three) { $0.allowsNotApplicable = false }
    let problems = rubric.problems(
      in: Answers([one: one.picks(1), three: Answer(.notApplicable)]))
    #expect(
      problems == [
        AnswerProblem(criterion: one, kind: .commentNeeded),
        AnswerProblem(criterion: two, kind: .missing),
        AnswerProblem(criterion: three, kind: .notApplicableNotAllowed),
      ])
    var answer = one.picks(1)
    answer.comment = "seen"
    let fine = Answers([one: answer, two: two.picks(2), three: three.picks(2)])
    #expect(rubric.problems(in: fine).isEmpty)
    let foreign = Answers([one: answer, two: one.picks(1), three: three.picks(2)])
    #expect(rubric.problems(in: foreign).map(\.kind) == [.unknownOption])
  }

  @Test func `any mixture of answers gives a score in 0 to 100 or none`() {
    var chance = SplitMix64(seed: 2026)
    var (none, fatal) = (0, 0)
    for round in 0..<20_000 {
      let rubric = Rubric.random(using: &chance)
      let answers = rubric.randomAnswers(using: &chance, naOf: round % 10)
      let score = Scoring.score(answers, rubric)
      none += score.value == nil ? 1 : 0
      fatal += score.isFatal ? 1 : 0
      if let value = score.value { #expect((0...100).contains(value)) }
      if score.isFatal {
        #expect(score.value == 0)
      } else {
        #expect(score.value == score.underlyingScore)
      }
      let shares = score.sections.reduce(0) { $0 + $1.effectiveShare }
      #expect(abs(shares - 1) < 1e-9 || shares == 0)
      for section in score.sections {
        let inner = section.criteria.reduce(0) { $0 + $1.effectiveShare }
        #expect(abs(inner - 1) < 1e-9 || inner == 0)
        if let value = section.value { #expect((0...100).contains(value)) }
      }
    }
    #expect(none > 100 && fatal > 100)
  }

  @Test func `the score equals the plain sum of what applies`() throws {
    var chance = SplitMix64(seed: 77)
    for _ in 0..<5_000 {
      var rubric = Rubric.random(using: &chance)
      rubric.failsSection = false
      let answers = rubric.randomAnswers(using: &chance)
      let score = Scoring.score(answers, rubric)
      var (sum, weights) = (0.0, 0.0)
      for section in rubric.sections where section.share > 0 {
        var (inner, innerWeights) = (0.0, 0.0)
        for criterion in section.criteria {
          let scored = try #require(score.criteria.first { $0.criterion == criterion.id })
          guard let value = scored.value else { continue }
          inner += criterion.share * value
          innerWeights += criterion.share
        }
        guard innerWeights > 0 else { continue }
        sum += section.share * inner / innerWeights
        weights += section.share
      }
      let expected = weights > 0 ? 100 * sum / weights : nil
      #expect((expected == nil) == (score.underlyingScore == nil))
      if let expected, let got = score.underlyingScore { #expect(abs(expected - got) < 1e-9) }
    }
  }

  @Test func `a better option never lowers the score`() throws {
    var chance = SplitMix64(seed: 5)
    for _ in 0..<3_000 {
      var rubric = Rubric.random(using: &chance)
      rubric.failsSection = false
      for criterion in rubric.criteria {
        rubric.update(criterion: criterion.id) {
          $0.condition = nil
          for index in $0.options.indices { $0.options[index].isFatal = false }
        }
      }
      var answers = rubric.randomAnswers(using: &chance)
      let criterion = rubric.criteria[chance.below(rubric.criteria.count)]
      let low = chance.below(criterion.options.count - 1)
      answers[criterion.id] = Answer(.option(criterion.options[low].id))
      let before = Scoring.score(answers, rubric).value
      answers[criterion.id] = Answer(.option(criterion.options[low + 1].id))
      let after = Scoring.score(answers, rubric).value
      if let before, let after { #expect(after >= before - 1e-9) }
    }
  }
}
