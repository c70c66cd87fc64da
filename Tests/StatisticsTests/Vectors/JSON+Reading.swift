extension JSON {
  /// The items of an array.
  var items: [JSON] { if case .array(let items) = self { items } else { [] } }
  /// The numbers of an array, with `nil` for a missing value.
  var optionals: [Double?] { items.map(\.number) }
  var isTrue: Bool { self == .bool(true) }

  static func list(_ values: [Double?]) -> JSON { .array(values.map(JSON.optional)) }
  static func list(_ values: [Int]) -> JSON { .array(values.map { .number(Double($0)) }) }
}
