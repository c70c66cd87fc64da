/// What a malformed table says about itself.
public enum PolicyError: Error, Hashable, Sendable {
  case unknownResource(String)
  case unknownColumn(String)
  case malformedCell(resource: String, cell: String)
  case missingRow(Resource)
}

extension Policy {
  /// The matrix: one row a resource, one column a role.
  ///
  /// `R` read, `C` create, `U` change, `D` remove, `X` export, `E` use; after the colon how far:
  /// `o` what is about oneself, `s` what one was asked to work on, `m` one's own team, `t` a team
  /// one leads, `a` the whole workspace. `never` wins over every role. `content` is closed to
  /// admins whatever else they are.
  static let matrix = """
    resource        | agent        | lead         | analyst   | planner | admin   | auditor | never   | content
    conversation    | R:os         | R:ts         | RX:a      | –       | –       | R:a     | –       | yes
    surveyAnswer    | R:o          | R:t          | RX:a      | –       | –       | R:a     | –       | yes
    purpose         | R:a          | RU:a         | RU:a      | R:a     | R:a     | R:a     | –       | no
    scorecard       | R:a          | R:a          | CRUDX:a   | R:a     | R:a     | R:a     | –       | no
    procedure       | RE:a         | CRUE:a       | CRUE:a    | R:a     | R:a     | R:a     | –       | no
    workshop        | RE:s         | CRU:t RE:s   | CRU:a E:s | –       | –       | R:a     | E:o     | yes
    benchmark       | R:a          | RU:a         | RU:a      | –       | –       | R:a     | –       | yes
    sampling        | R:s          | CRU:t        | CRU:a     | –       | R:a     | R:a     | –       | no
    assignment      | RU:s         | CRU:t RU:s   | CRUD:a    | –       | –       | R:a     | CU:o    | yes
    skill           | RU:o R:m     | CRU:t RU:o   | CR:a RU:o | R:a     | CRU:a   | R:a     | –       | no
    conflict        | CRD:o        | CRD:ot       | CRD:o     | –       | –       | –       | RD:s    | yes
    reviewDraft     | CRUD:s       | CRUD:s       | CRUD:s    | –       | –       | –       | CRUD:o  | yes
    review          | R:os C:s     | R:ts C:s     | R:a C:s   | –       | –       | R:a     | C:o     | yes
    scoreChange     | R:os         | CR:t R:s     | CR:a R:s  | –       | –       | R:a     | C:os    | yes
    reviewAuthor    | R:s          | R:s          | R:a       | –       | –       | –       | –       | yes
    acknowledgement | CR:o         | R:t          | R:a       | –       | –       | R:a     | –       | yes
    reflection      | CRU:o        | R:t          | –         | –       | –       | –       | –       | yes
    learning        | CRU:o        | CR:t         | –         | –       | –       | –       | –       | yes
    dispute         | CR:o R:s     | RU:t R:s     | RU:a R:s  | –       | –       | R:a     | U:os    | yes
    disputeRule     | R:a          | R:a          | RU:a      | –       | RU:a    | R:a     | –       | no
    calibration     | RU:s         | CRU:ts       | CRU:a     | –       | –       | R:a     | –       | yes
    coachingNote    | RU:o         | CRU:t        | R:a       | –       | –       | R:a     | C:o     | yes
    privateNote     | –            | CRUD:s       | –         | –       | –       | –       | CRUD:o  | yes
    personReport    | R:o          | R:t          | R:a       | –       | –       | R:a     | –       | yes
    teamReport      | R:m          | RX:t         | RX:a      | R:a     | R:a     | RX:a    | –       | no
    goal            | CRU:o        | CRU:t        | CRU:a     | –       | –       | R:a     | –       | yes
    baseline        | CR:o         | CR:t         | CR:a      | –       | –       | R:a     | –       | yes
    savedView       | CRUD:o       | CRUD:o       | CRUD:o    | –       | –       | –       | –       | no
    evidence        | R:a          | CRUE:a       | CRUE:a    | –       | –       | R:a     | –       | no
    learnedScore    | RE:a         | CRUE:a       | CRUE:a    | –       | –       | R:a     | –       | no
    bulkExport      | –            | X:t          | X:a       | –       | –       | X:a     | –       | yes
    openingHours    | R:a          | CRU:a        | R:a       | CRU:a   | CRU:a   | R:a     | –       | no
    workload        | –            | CRU:a        | CRU:a     | CRU:a   | R:a     | R:a     | –       | no
    contract        | R:o          | CRU:t R:o    | R:a       | CRU:a   | –       | R:a     | –       | no
    workWish        | CRD:o RE:s   | CRU:t CRD:o RE:s | –     | CRU:a   | –       | R:a     | U:o     | no
    roster          | R:m          | CRUX:t R:m   | RX:a      | CRUX:a  | –       | RX:a    | –       | no
    shrinkage       | –            | CRU:t        | R:a       | CRU:a   | –       | R:a     | –       | no
    training        | R:m          | CRU:t R:m    | R:a       | CRU:a   | –       | R:a     | –       | no
    importRun       | –            | –            | CRUD:a    | –       | CRUD:a  | R:a     | –       | no
    person          | R:mo         | R:t          | R:a       | R:a     | CRU:a   | R:a     | –       | no
    team            | R:m          | R:t          | R:a       | R:a     | CRUD:a  | R:a     | –       | no
    account         | RU:o         | RU:o         | RU:o      | RU:o    | RU:o    | RU:o    | –       | no
    protectedTime   | RU:o         | RU:ot        | R:a U:o   | R:a U:o | RU:o    | R:a     | –       | no
    auditLog        | R:o          | R:ot         | R:o       | R:o     | R:a     | RX:a    | –       | no
    settings        | –            | –            | –         | –       | RU:a    | R:a     | –       | no
    backup          | –            | –            | –         | –       | CR:a    | R:a     | –       | no
    job             | –            | –            | R:a       | –       | RU:a    | R:a     | –       | no
    """

  /// Reads a table in the form of ``matrix``; every resource must have its row.
  public init(table: String) throws(PolicyError) {
    var lines = table.split(separator: "\n").map { line in
      line.split(separator: "|", omittingEmptySubsequences: false).map(Policy.trimmed)
    }
    let header = lines.isEmpty ? [] : lines.removeFirst()
    var rules: [Resource: Rule] = [:]
    for line in lines {
      let name = line.first ?? ""
      guard let resource = Resource(rawValue: name) else { throw .unknownResource(name) }
      guard line.count == header.count else { throw .malformedCell(resource: name, cell: "") }
      rules[resource] = try Rule(cells: Array(zip(header, line).dropFirst()), of: name)
    }
    if let absent = Resource.allCases.first(where: { rules[$0] == nil }) {
      throw .missingRow(absent)
    }
    self.init(rules: rules)
  }

  private static func trimmed(_ text: Substring) -> String {
    String(text.drop(while: { $0 == " " }).reversed().drop(while: { $0 == " " }).reversed())
  }
}

extension Policy.Rule {
  init(cells: [(column: String, cell: String)], of resource: String) throws(PolicyError) {
    for (column, cell) in cells {
      switch column {
      case "content":
        guard cell == "yes" || cell == "no" else {
          throw .malformedCell(resource: resource, cell: cell)
        }
        isContent = cell == "yes"
      case "never": never = try Self.rights(in: cell, of: resource)
      default:
        guard let role = Role(rawValue: column) else { throw .unknownColumn(column) }
        self.cells[role] = try Self.rights(in: cell, of: resource)
      }
    }
  }

  /// Reads a cell such as `CRU:t R:a`.
  private static func rights(
    in cell: String, of resource: String
  ) throws(PolicyError) -> [Action: Policy.Reach] {
    guard cell != "–" else { return [:] }
    var rights: [Action: Policy.Reach] = [:]
    for entry in cell.split(separator: " ") {
      let halves = entry.split(separator: ":")
      guard let letters = halves.first, let scopes = halves.last, halves.count == 2 else {
        throw .malformedCell(resource: resource, cell: cell)
      }
      for letter in letters {
        guard let action = Action.allCases.first(where: { $0.letter == letter }) else {
          throw .malformedCell(resource: resource, cell: cell)
        }
        for scope in scopes {
          guard let reach = Policy.Reach(letter: scope) else {
            throw .malformedCell(resource: resource, cell: cell)
          }
          rights[action, default: []].insert(reach)
        }
      }
    }
    return rights
  }
}
