import Glibc
import Testing

@testable import Linguistics

/// The linear models beside what can be worked out on paper.
@Suite struct LinearFitTests {
  private func sheet(_ documents: [[(Int32, Float)]]) -> Sheet {
    documents.reduce(into: Sheet()) { sheet, features in
      var document = Encoded()
      document.rows = features.map(\.0)
      document.values = features.map(\.1)
      sheet.append(document)
    }
  }

  private func targets(_ outcomes: [LabelledText.Outcome], _ kind: AnswerKind, _ outputs: Int)
    -> Targets
  {
    Targets(
      outcomes.map { LabelledText([], $0) }, kind: kind, outputs: outputs,
      scale: NumberScale(mean: 0, deviation: 1))
  }

  @Test func `the squared loss is solved exactly`() {
    // One feature x = 1, 2 with y = 1, 3, a bias that is penalised like a weight, pull 1:
    // (XᵀX + I) w = Xᵀy with rows (1, 1), (2, 1), so w = (7 · 3 − 3 · 4, 6 · 4 − 3 · 7) / (18 − 9).
    let documents = sheet([[(0, 1)], [(0, 2)]])
    var fit = LinearFit(inputs: 1, outputs: 1)
    fit.learn(
      documents, [0, 1], targets([.number(1), .number(3)], .number, 1),
      course: .init(pull: 1, passes: 400), seed: 1)
    #expect(abs(fit.weights[0][0] - 1) < 0.02)
    #expect(abs(fit.bias[0][0] - 1.0 / 3) < 0.02)
  }

  @Test func `the logistic loss is at rest where it stops`() {
    let documents = sheet([[(0, 1)], [(1, 1)], [(0, 1), (1, 0.5)], [(1, 0.7)]])
    let outcomes: [LabelledText.Outcome] = [.one(0), .one(1), .one(0), .one(0)]
    let truth = targets(outcomes, .one, 2)
    var fit = LinearFit(inputs: 2, outputs: 2)
    fit.learn(documents, [0, 1, 2, 3], truth, course: .init(pull: 2, passes: 400), seed: 1)
    let raw = fit.judge(documents, [0, 1, 2, 3])
    for output in 0..<2 {
      // The slope of ½|w|² + 2 Σ loss is w minus twice the sum of faults times features.
      var slope: [Float] = [fit.weights[0][output], fit.weights[1][output]]
      for document in 0..<4 {
        let chance = 1 / (1 + expf(-raw[document * 2 + output]))
        let fault = 2 * (chance - truth.value(document, output))
        for index in documents.range(of: document) {
          slope[Int(documents.rows[index])] += fault * documents.values[index]
        }
      }
      #expect(slope.allSatisfy { abs($0) < 0.05 }, "\(slope)")
    }
  }
}
