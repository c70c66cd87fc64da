import App
import ArgumentParser
import Conversations
import Foundation
import Linguistics

struct LearnCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "learn",
    abstract: "Learns from labelled texts, turns or conversations, and writes a model.",
    discussion: """
      The file is JSON Lines. --text names a field with a text or a list of turns. --label names a \
      field of the record, or of each turn: then every labelled turn is learned with what was said \
      before it. A label is a text, a list of texts where several apply, or a number; numbers by \
      several people are averaged. Documentation/Reading.md shows one of each.
      """)

  @Option(name: .long, help: "The file to learn from; - reads standard input.")
  var input: String

  @Option(name: .long, help: "The field with the text, or with the turns.")
  var text = "text"

  @Option(name: .long, help: "The field with what people said of it.")
  var label: String

  @Option(name: .long, help: "The field whose values must not be divided, such as a customer.")
  var group: String?

  @Option(name: .long, help: "A field with what was said before the text; may be given again.")
  var context: [String] = []

  @Option(
    name: .customLong("as"), help: "one, many or number; by the labels otherwise.",
    transform: { text in
      guard let kind = AnswerKind(rawValue: text) else {
        throw ValidationError("expected one, many or number")
      }
      return kind
    })
  var kind: AnswerKind?

  @Option(name: .long, help: "The file to write the model to.")
  var model: String

  @Option(name: .long, help: "Where chance begins; the same seed and file give the same model.")
  var seed: UInt64 = 1

  @Flag(name: .long, help: "Report as JSON.")
  var json = false

  struct Report: Encodable {
    let kind: String
    let examples: Int
    let unlabelled: Int
    let labels: [String]
    let features: Int
    let agreement: Double
    let calibrationError: Double
  }

  func run() async throws {
    try await reportingErrors {
      let supply: any ByteSupply = input == "-" ? InputSupply() : try FileSupply(path: input)
      let fields = TextFields(text: text, label: label, group: group, context: context)
      let file = try LabelledFile(supply, fields, asked: kind)
      var learner = Learner()
      learner.seed = seed
      learner.threads = ProcessInfo.processInfo.activeProcessorCount
      var learned: TextModel
      do throws(Learner.Refusal) {
        learned = try learner.learn(file.examples, labels: file.labels, aspects: file.aspects)
      } catch {
        throw LearnRefusal(refusal: error)
      }
      learned.notes = file.notes
      do {
        try Data(learned.bytes).write(to: URL(filePath: model), options: .atomic)
      } catch {
        throw ModelFault.unwritable(model)
      }
      let report = Report(
        kind: learned.kind.rawValue, examples: learned.examples, unlabelled: file.unlabelled,
        labels: learned.labels, features: learned.features, agreement: learned.agreement,
        calibrationError: learned.calibrationError)
      if json { return try printJSON(report) }
      show(report, isSingle: learned.isSingle)
    }
  }

  private func show(_ report: Report, isSingle: Bool) {
    let measure =
      switch isSingle ? "one" : report.kind {
      case "one": "\(report.agreement.percent) right"
      case "many": "mean F1 of the labels \(report.agreement.fixed(3))"
      default: "rank correlation \(report.agreement.fixed(3))"
      }
    print("Learned from \(report.examples) examples, \(report.features) features.")
    print("On parts it had not seen: \(measure).")
    if report.kind != "number" {
      print("Its probabilities are off by \(report.calibrationError.fixed(3)) on average.")
    }
    if report.unlabelled > 0 { print("Without a label: \(report.unlabelled).") }
  }
}

/// Why nothing was learned, in a sentence.
struct LearnRefusal: Error, CustomStringConvertible {
  let refusal: Learner.Refusal

  var description: String {
    switch refusal {
    case .tooFew(let count):
      "There are \(count) examples or groups; \(Learner.fewest) are the least to learn from."
    case .oneOutcome: "All examples have the same label; there is nothing to tell apart."
    case .mixed: "The labels are of different kinds."
    }
  }
}
