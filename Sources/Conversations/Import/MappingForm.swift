internal import Kernel
internal import Web

/// What a reader chose on the mapping page.
struct MappingForm {
  let form: Form

  init(_ form: Form) {
    self.form = form
  }

  /// The mapping that was chosen, and the header it is for.
  func mapping(_ sample: [UInt8]) -> (Mapping, [String]) {
    let table = ImportTable(
      sample, source: nil, zone: nil,
      encoding: TextEncoding(rawValue: form["encoding"]), delimiter: UInt8(form["delimiter"]),
      hasHeader: form["header"].isEmpty ? nil : form["header"] == "1",
      kind: RowKind(rawValue: form["rows"]))
    var mapping = Mapping(rows: table.kind)
    mapping.encoding = table.shape.encoding
    mapping.delimiter = table.shape.delimiter
    mapping.hasHeader = table.shape.hasHeader
    mapping.dates = DateOrder(rawValue: form["dates"])
    mapping.zone = Zone(name: form["zone"])?.name
    if !table.shape.hasHeader { mapping.names = table.header }
    let allowed = Set(table.kind.fields)
    let old = Mapping.previous(form["previous"])
    mapping.constants = constants(allowed) ?? old?.constants ?? [:]
    mapping.columns = table.header.enumerated().map { index, name in
      if form["column-\(index)"] == "ignore" { return Mapping.Column(name, isIgnored: true) }
      let fields = ["column-\(index)", "also-\(index)"]
        .compactMap { Field(rawValue: form[$0]) }.filter(allowed.contains)
      let known = old?.column(name)?.targets ?? []
      var targets = fields.enumerated().filter { fields.firstIndex(of: $1) == $0 }.map {
        // What a saved mapping knows about the source's words stays.
        _, field in
        known.first { $0.field == field }
          ?? Mapping.Target(field, dates: order(of: field, index, table))
      }
      if let lines = form.optional("values-\(index)"), !targets.isEmpty {
        targets[0].values = Meanings.values(of: lines)
      }
      return Mapping.Column(name, targets)
    }
    return (mapping, table.header)
  }

  /// What is the same in every row; `nil` when the page did not ask.
  private func constants(_ allowed: Set<Field>) -> [Field: String]? {
    guard form.optional("constant-0") != nil else { return nil }
    var constants: [Field: String] = [:]
    for index in 0..<20 {
      let value = form["constant-value-\(index)"]
      guard let field = Field(rawValue: form["constant-\(index)"]), allowed.contains(field),
        !value.isEmpty
      else { continue }
      constants[field] = value
    }
    return constants
  }

  /// The name under which the mapping is to be kept, if one was given.
  var name: String? { form["keep"].isEmpty ? nil : String(form["keep"].prefix(80)) }

  /// A column keeps its own order where it is unlike the one chosen for the file.
  private func order(of field: Field, _ index: Int, _ table: ImportTable) -> DateOrder? {
    guard field.content == .date else { return nil }
    if let chosen = DateOrder(rawValue: form["dates"]) { return chosen }
    return table.suggestions.indices.contains(index)
      ? table.suggestions[index].dates?.order : nil
  }

  /// When the call of a transcript began, and who is who.
  func transcript(zone: Zone) -> ImportRun.TranscriptSetting? {
    guard !form["key"].isEmpty,
      let start = MomentReader(zone: zone).moment(form["start"])
    else { return nil }
    var roles: [String: String] = [:]
    for index in 0..<50 {
      let (name, role) = (form["speaker-\(index)"], form["role-\(index)"])
      if !name.isEmpty, MessageRole(rawValue: role).isKnown { roles[name] = role }
    }
    return ImportRun.TranscriptSetting(
      externalID: String(form["key"].prefix(200)), startedAt: start.milliseconds, roles: roles)
  }
}

extension Mapping {
  /// A mapping that travelled through a form; broken ones count as none.
  static func previous(_ text: String) -> Mapping? {
    text.isEmpty ? nil : try? Mapping(json: Array(text.utf8))
  }
}
