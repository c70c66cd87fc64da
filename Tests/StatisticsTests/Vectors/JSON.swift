/// A value read from a vector file.
enum JSON: Decodable, Equatable {
  case null
  case bool(Bool)
  case number(Double)
  case string(String)
  case array([JSON])
  case object([String: JSON])

  init(from decoder: any Decoder) throws {
    let box = try decoder.singleValueContainer()
    if box.decodeNil() {
      self = .null
    } else if let value = try? box.decode(Bool.self) {
      self = .bool(value)
    } else if let value = try? box.decode(Double.self) {
      self = .number(value)
    } else if let value = try? box.decode(String.self) {
      self = .string(value)
    } else if let value = try? box.decode([JSON].self) {
      self = .array(value)
    } else {
      self = .object(try box.decode([String: JSON].self))
    }
  }

  subscript(_ key: String) -> JSON {
    if case .object(let members) = self { members[key] ?? .null } else { .null }
  }

  var number: Double? { if case .number(let value) = self { value } else { nil } }
  var string: String? { if case .string(let value) = self { value } else { nil } }
  /// The numbers of an array; missing values are left out.
  var numbers: [Double] {
    if case .array(let items) = self { items.compactMap(\.number) } else { [] }
  }

  static func optional(_ value: Double?) -> JSON { value.map(JSON.number) ?? .null }
  static func list(_ values: [Double]) -> JSON { .array(values.map(JSON.number)) }

  /// The first place where this differs from what was expected, beyond the tolerance.
  func difference(from expected: JSON, relative: Double, absolute: Double, at path: String = "$")
    -> String?
  {
    switch (self, expected) {
    case (.number(let got), .number(let want)):
      abs(got - want) <= max(absolute, relative * abs(want)) ? nil : "\(path): \(got), not \(want)"
    case (.array(let got), .array(let want)):
      got.count == want.count
        ? zip(got, want).enumerated().lazy.compactMap { index, pair in
          pair.0.difference(
            from: pair.1, relative: relative, absolute: absolute, at: "\(path)[\(index)]")
        }.first
        : "\(path): \(got.count) values, not \(want.count)"
    case (_, .object(let want)):
      want.sorted { $0.key < $1.key }.lazy.compactMap { key, value in
        self[key].difference(
          from: value, relative: relative, absolute: absolute, at: "\(path).\(key)")
      }.first
    default: self == expected ? nil : "\(path): \(self), not \(expected)"
    }
  }
}
