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
    self =
      switch name {
      case "own": .own
      case "lead": .lead
      case "language": .language(language ?? "", among: among ?? 0)
      default: .lot(among: among ?? 0)
      }
  }

  var columns: (name: String, language: String?, among: Int?) {
    switch self {
    case .lot(let among): ("lot", nil, among)
    case .language(let language, let among): ("language", language, among)
    case .lead: ("lead", nil, nil)
    case .own: ("own", nil, nil)
    }
  }
}
