internal import Foundation
internal import Kernel

extension ReviewDraft {
  /// The draft as text, the same text for the same draft.
  func encoded() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(Stored(self)), as: UTF8.self)
  }

  /// Reads what ``encoded()`` wrote.
  init(encoded text: String) throws {
    self = try JSONDecoder().decode(Stored.self, from: Data(text.utf8)).draft
  }
}

/// The form in which a draft is kept; choices are texts so that it stays readable for years.
private struct Stored: Codable {
  struct Entry: Codable {
    var option: String?
    var number: Double?
    var notApplicable: Bool?
    var comment: String?
    var causes: [String]?
  }

  var answers: [String: Entry]
  var feedback: [Feedback]

  init(_ draft: ReviewDraft) {
    feedback = draft.feedback
    answers = Dictionary(
      draft.answers.entries.map { ($0.key.text, Entry($0.value)) },
      uniquingKeysWith: { first, _ in first })
  }

  var draft: ReviewDraft {
    var result = ReviewDraft(feedback: feedback)
    for (key, entry) in answers {
      if let criterion = Criterion.ID(text: key) { result.answers[criterion] = entry.answer }
    }
    return result
  }
}

extension Stored.Entry {
  init(_ answer: Answer) {
    comment = answer.comment.isEmpty ? nil : answer.comment
    causes = answer.causes.isEmpty ? nil : answer.causes.sorted().map(\.text)
    switch answer.choice {
    case .option(let id): option = id.text
    case .number(let value): number = value
    case .notApplicable: notApplicable = true
    case nil: break
    }
  }

  var answer: Answer {
    let choice: Answer.Choice? =
      if let option, let id = Criterion.Option.ID(text: option) {
        .option(id)
      } else if let number {
        .number(number)
      } else {
        notApplicable == true ? .notApplicable : nil
      }
    return Answer(
      choice, comment: comment ?? "",
      causes: Set((causes ?? []).compactMap(Criterion.Cause.ID.init(text:))))
  }
}
