extension Mapping {
  /// Reads a mapping file; throws ``SourceError/mapping(_:)`` with the place and the reason.
  ///
  /// ```json
  /// { "rows": "message", "dates": "day-first", "zone": "Europe/Berlin",
  ///   "columns": { "Ticket": "conversation.external_id",
  ///                "Type": [ { "field": "message.role", "values": { "R": "agent" } } ] },
  ///   "constants": { "conversation.channel": "email" } }
  /// ```
  public init(json bytes: [UInt8]) throws {
    guard bytes.count <= 1 << 20, let json = try? JSON.parse(bytes),
      case .object(let members) = json
    else { throw SourceError.mapping("expected one JSON object of at most 1 MiB") }
    guard let rows = json["rows"]?.word.flatMap(RowKind.init(rawValue:)) else {
      throw SourceError.mapping("rows: expected conversation, message, survey or call")
    }
    self.init(rows: rows)
    for member in members {
      try read(member.name, member.value)
    }
  }

  private mutating func read(_ name: String, _ value: JSON) throws {
    func refuse(_ expected: String) -> SourceError {
      .mapping("\(name): expected \(expected), found \(Rejection.shortened(value.compact))")
    }
    switch name {
    case "rows": break
    case "encoding":
      guard let encoding = value.word.flatMap(TextEncoding.init(named:)) else {
        throw refuse("the name of an encoding")
      }
      self.encoding = encoding
    case "delimiter":
      guard let byte = value.word?.utf8.first, CSVShape.delimiters.contains(byte) else {
        throw refuse("one of , ; tab |")
      }
      delimiter = byte
    case "header":
      guard case .truth(let truth) = value else { throw refuse("true or false") }
      hasHeader = truth
    case "names":
      guard case .list(let values) = value else { throw refuse("a list of names") }
      names = values.compactMap(\.word)
    case "dates": dates = try order(value, refuse)
    case "zone": zone = value.word
    case "columns":
      guard case .object(let members) = value else { throw refuse("an object") }
      columns = try members.map { try column($0.name, $0.value) }
    case "constants":
      guard case .object(let members) = value else { throw refuse("an object") }
      for member in members {
        constants[try field(member.name, in: "constants")] = member.value.word ?? ""
      }
    default: throw refuse("rows, columns, constants, dates, zone, encoding, delimiter or header")
    }
  }

  private func order(_ value: JSON, _ refuse: (String) -> SourceError) throws -> DateOrder {
    guard let order = value.word.flatMap(DateOrder.init(rawValue:)) else {
      throw refuse(DateOrder.allCases.map(\.rawValue).joined(separator: ", "))
    }
    return order
  }

  private func field(_ name: String, in place: String) throws -> Field {
    guard let field = Field(rawValue: name) else {
      throw SourceError.mapping("\(place): there is no field \(Rejection.shortened(name))")
    }
    return field
  }

  private func column(_ name: String, _ value: JSON) throws -> Column {
    switch value {
    case .null: return Column(name)
    case .truth(false): return Column(name, isIgnored: true)
    case .list(let values):
      return Column(name, try values.map { try target(name, $0) })
    default: return Column(name, [try target(name, value)])
    }
  }

  private func target(_ name: String, _ value: JSON) throws -> Target {
    let place = "columns.\(name)"
    if let word = value.word { return Target(try field(word, in: place)) }
    guard case .object(let members) = value, let word = value["field"]?.word else {
      throw SourceError.mapping("\(place): expected a field")
    }
    var target = Target(try field(word, in: place))
    for member in members {
      func refuse(_ expected: String) -> SourceError {
        .mapping("\(place).\(member.name): expected \(expected)")
      }
      switch (member.name, member.value) {
      case ("field", _): break
      case ("values", .object(let values)):
        for pair in values { target.values[pair.name] = pair.value.word ?? "" }
      case ("dates", let value): target.dates = try order(value, refuse)
      case ("take", let value):
        guard let take = value.word.flatMap(Take.init(rawValue:)) else {
          throw refuse("whole, last-segment or milliseconds")
        }
        target.take = take
      default: throw refuse("field, values, dates or take")
      }
    }
    return target
  }

  /// The mapping as a file that ``init(json:)`` reads.
  public var json: JSON {
    var members = [JSON.Member("rows", .text(rows.rawValue))]
    if let encoding { members.append(.init("encoding", .text(encoding.rawValue))) }
    if let delimiter {
      members.append(.init("delimiter", .text(String(UnicodeScalar(delimiter)))))
    }
    if let hasHeader { members.append(.init("header", .truth(hasHeader))) }
    if !names.isEmpty { members.append(.init("names", .list(names.map(JSON.text)))) }
    if let dates { members.append(.init("dates", .text(dates.rawValue))) }
    if let zone { members.append(.init("zone", .text(zone))) }
    members.append(.init("columns", .object(columns.map { .init($0.name, $0.json) })))
    if !constants.isEmpty {
      let sorted = constants.sorted { $0.key.rawValue < $1.key.rawValue }
      members.append(
        .init("constants", .object(sorted.map { .init($0.key.rawValue, .text($0.value)) })))
    }
    return .object(members)
  }
}

extension Mapping.Column {
  fileprivate var json: JSON {
    if isIgnored { return .truth(false) }
    return targets.isEmpty ? .null : .list(targets.map(\.json))
  }
}

extension Mapping.Target {
  fileprivate var json: JSON {
    var members = [JSON.Member("field", .text(field.rawValue))]
    if !values.isEmpty {
      let sorted = values.sorted { $0.key < $1.key }
      members.append(.init("values", .object(sorted.map { .init($0.key, .text($0.value)) })))
    }
    if let dates { members.append(.init("dates", .text(dates.rawValue))) }
    if take != .whole { members.append(.init("take", .text(take.rawValue))) }
    return .object(members)
  }
}

extension JSON {
  /// A text, or the digits of a number, or the word of a truth.
  public var word: String? {
    switch self {
    case .text(let text), .number(let text): text
    case .truth(let truth): truth ? "true" : "false"
    default: nil
    }
  }
}
