import App
import ArgumentParser
import Foundation
import Linguistics

struct PredictCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "predict",
    abstract: "Answers records on standard input with a model, one line for each.",
    discussion: """
      Each line has the label, calibrated probabilities, whether the model abstains and why, the \
      share of words that were new to it, and the words that decided. Memory does not grow with the \
      stream. A record that cannot be read becomes a line with its error.
      Exit codes: 0 all answered, 2 some records could not be read, 1 nothing answered.
      """)

  @Option(name: .long, help: "The model that learn wrote.")
  var model: String

  @Option(name: .long, help: "The field with the text or the turns, where it has another name.")
  var text: String?

  @Flag(name: .long, inversion: .prefixedNo, help: "Name the words that decided.")
  var words = true

  @Option(name: .long, help: "Processors to use; all of them otherwise.")
  var threads: Int?

  func run() async throws {
    try await reportingErrors {
      let learned = try readModel(model)
      let stream = AnswerStream(
        learned, text: text, explaining: words,
        threads: max(1, threads ?? ProcessInfo.processInfo.activeProcessorCount))
      let output = FileHandle.standardOutput
      let tally = try stream.run(InputSupply()) { try output.write(contentsOf: Data($0)) }
      if tally.faults > 0 {
        standardError("\(tally.faults) of \(tally.records) records could not be read.")
        throw ExitCode(tally.faults < tally.records ? 2 : 1)
      }
    }
  }

  private func readModel(_ path: String) throws -> TextModel {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw ModelFault.unreadable(path)
    }
    do throws(TextModel.Damage) { return try TextModel(bytes: Array(data)) } catch {
      throw ModelFault.damaged(path, error)
    }
  }
}

/// A model file that cannot be used, in a sentence.
enum ModelFault: Error, CustomStringConvertible {
  case unreadable(String)
  case unwritable(String)
  case damaged(String, TextModel.Damage)

  var description: String {
    switch self {
    case .unreadable(let path): "Cannot read \(path)."
    case .unwritable(let path): "Cannot write \(path)."
    case .damaged(let path, .notAModel): "\(path) is not a model."
    case .damaged(let path, .newer(let version)):
      "\(path) was written by a newer version of Attune (format \(version))."
    case .damaged(let path, .older):
      "\(path) was written by an older version of Attune: learn it again."
    case .damaged(let path, .cutShort): "\(path) was cut short."
    case .damaged(let path, .altered): "\(path) is not as it was written."
    }
  }
}
