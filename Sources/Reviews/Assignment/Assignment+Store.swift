internal import Foundation
internal import Storage

extension Assignment.Remark {
  static func text(of remarks: [Self]) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    return (try? encoder.encode(remarks)).map { String(decoding: $0, as: UTF8.self) } ?? "[]"
  }

  static func list(from text: String?) -> [Self] {
    text.flatMap { try? JSONDecoder().decode([Self].self, from: Data($0.utf8)) } ?? []
  }
}

extension Assignment.Reason {
  init(row: Row) throws {
    let name: String = try row.get("reason")
    let among: Int? = try row.get("reason_among")
    let language: String? = try row.get("reason_language")
    let skill: String? = try row.get("reason_skill")
    self =
      switch name {
      case "own": .own
      case "lead": .lead
      case "second": .second(among: among ?? 0)
      case "language": .language(language ?? "", among: among ?? 0)
      case "skill": .skill(skill ?? "", among: among ?? 0)
      case "expert": .expert(among: among ?? 0)
      case "chosen": .chosen
      case "asked": .asked
      case "passed": .passed(among: among ?? 0)
      default: .lot(among: among ?? 0)
      }
  }

  /// The values of its columns.
  struct Columns {
    let name: String
    var language: String?
    var skill: String?
    var among: Int?
  }

  var columns: Columns {
    switch self {
    case .lot(let among): Columns(name: "lot", among: among)
    case .language(let language, let among):
      Columns(name: "language", language: language, among: among)
    case .skill(let skill, let among): Columns(name: "skill", skill: skill, among: among)
    case .lead: Columns(name: "lead")
    case .own: Columns(name: "own")
    case .expert(let among): Columns(name: "expert", among: among)
    case .chosen: Columns(name: "chosen")
    case .asked: Columns(name: "asked")
    case .passed(let among): Columns(name: "passed", among: among)
    case .second(let among): Columns(name: "second", among: among)
    }
  }
}
