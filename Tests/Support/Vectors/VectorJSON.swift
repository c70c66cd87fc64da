/// A value read from a vector file.
public enum VectorJSON: Decodable, Equatable, Sendable {
  case null
  case bool(Bool)
  case number(Double)
  case string(String)
  case array([VectorJSON])
  case object([String: VectorJSON])

  public init(from decoder: any Decoder) throws {
    let box = try decoder.singleValueContainer()
    if box.decodeNil() {
      self = .null
    } else if let value = try? box.decode(Bool.self) {
      self = .bool(value)
    } else if let value = try? box.decode(Double.self) {
      self = .number(value)
    } else if let value = try? box.decode(String.self) {
      self = .string(value)
    } else if let value = try? box.decode([VectorJSON].self) {
      self = .array(value)
    } else {
      self = .object(try box.decode([String: VectorJSON].self))
    }
  }

  public subscript(_ key: String) -> VectorJSON {
    if case .object(let members) = self { members[key] ?? .null } else { .null }
  }

  public var number: Double? { if case .number(let value) = self { value } else { nil } }
  public var string: String? { if case .string(let value) = self { value } else { nil } }
  /// The numbers of an array; missing values are left out.
  public var numbers: [Double] {
    if case .array(let items) = self { items.compactMap(\.number) } else { [] }
  }

  public static func optional(_ value: Double?) -> VectorJSON {
    value.map(VectorJSON.number) ?? .null
  }
  public static func list(_ values: [Double]) -> VectorJSON {
    .array(values.map(VectorJSON.number))
  }

  /// The items of an array.
  public var items: [VectorJSON] { if case .array(let items) = self { items } else { [] } }
  /// The numbers of an array, with `nil` for a missing value.
  public var optionals: [Double?] { items.map(\.number) }
  public var isTrue: Bool { self == .bool(true) }

  public static func list(_ values: [Double?]) -> VectorJSON {
    .array(values.map(VectorJSON.optional))
  }
  public static func list(_ values: [Int]) -> VectorJSON {
    .array(values.map { .number(Double($0)) })
  }

  /// The first place where this differs from what was expected, beyond the tolerance.
  public func difference(
    from expected: VectorJSON, relative: Double, absolute: Double, at path: String = "$"
  )
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
