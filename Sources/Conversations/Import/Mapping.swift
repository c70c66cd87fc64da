/// How the columns of one kind of file become fields of the neutral model.
public struct Mapping: Hashable, Sendable {
  /// One field a column fills.
  public struct Target: Hashable, Sendable {
    public var field: Field
    /// What the source's words mean; `*` stands for every other word.
    public var values: [String: String]
    public var dates: DateOrder?
    public var take: Take

    public init(
      _ field: Field, values: [String: String] = [:], dates: DateOrder? = nil,
      take: Take = .whole
    ) {
      self.field = field
      self.values = values
      self.dates = dates
      self.take = take
    }
  }

  /// Which part of a cell counts.
  public enum Take: String, Hashable, Sendable, CaseIterable {
    case whole
    /// What stands behind the last slash, such as the key at the end of a link.
    case lastSegment = "last-segment"
    /// A duration that is counted in thousandths of a second.
    case milliseconds
  }

  /// A column by its name, and the fields it fills; none keeps it as a field of its own.
  public struct Column: Hashable, Sendable {
    public var name: String
    public var targets: [Target]
    /// Whether the column is left out altogether.
    public var isIgnored = false

    public init(_ name: String, _ targets: [Target] = [], isIgnored: Bool = false) {
      self.name = name
      self.targets = targets
      self.isIgnored = isIgnored
    }
  }

  public var rows: RowKind
  public var encoding: TextEncoding?
  public var delimiter: UInt8?
  public var hasHeader: Bool?
  /// The names of the columns of a file that has no header.
  public var names: [String] = []
  /// The order of dates where a column does not say its own.
  public var dates: DateOrder?
  /// The IANA name of the zone of clocks that name none.
  public var zone: String?
  public var columns: [Column] = []
  /// Fields that are the same in every row.
  public var constants: [Field: String] = [:]

  public init(rows: RowKind) {
    self.rows = rows
  }

  public func column(_ name: String) -> Column? { columns.first { $0.name == name } }

  /// The fields that something fills.
  public var filled: Set<Field> {
    Set(columns.flatMap(\.targets).map(\.field)).union(constants.keys)
  }

  /// The groups of fields of which none is filled though one must be.
  public var missing: [[Field]] {
    rows.required.filter { group in filled.isDisjoint(with: group) }
  }

  /// Fields that two columns fill, though only one can.
  public var filledTwice: [Field] {
    var counts: [Field: Int] = [:]
    for target in columns.flatMap(\.targets) { counts[target.field, default: 0] += 1 }
    return Field.allCases.filter { (counts[$0] ?? 0) > 1 && !$0.joins }
  }

  /// A short name of a header, by which a saved mapping is found again.
  public static func fingerprint(of header: [String]) -> String {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for name in header {
      for byte in Suggestion.plain(name).utf8 + [0x1F] {
        hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
      }
    }
    return String(hash, radix: 16)
  }
}
