import Testing

@testable import Linguistics

/// How much the end of a conversation counts.
@Suite struct EmphasisTests {
  @Test func `only what was said last is scaled`() {
    let all = FeatureMaker.View.all(.customer) * 2, last = FeatureMaker.View.last(.agent) * 2
    let blocks = [0, all, last, last + 1, FeatureMaker.styleBlock]
    #expect(Emphasis.scales(blocks, last: 0.3) == [1, 1, 0.3, 0.3, 1])
  }

  @Test func `a model that absorbed the scales needs none`() {
    let examples = Corpus.conversations(30, seed: 1)
    let (vocabulary, sheet) = Census(least: 1).take(examples.map(\.passages))
    let targets = Targets(
      examples, kind: .one, outputs: 2, scale: NumberScale(examples))
    let scales = Emphasis.scales(sheet.blocks, last: 0.3)
    let scaled = sheet.scaled(scales), order = Array(examples.indices)
    var fit = LinearFit(inputs: vocabulary.count, outputs: 2)
    fit.learn(scaled, order, targets, course: .init(pull: 1, passes: 5), seed: 1)
    let absorbed = fit.absorbing(scales)
    for (one, other) in zip(fit.judge(scaled, order), absorbed.judge(sheet, order)) {
      #expect(abs(one - other) < 1e-4)
    }
    #expect(scales.contains(0.3) && scales.contains(1))
  }
}
