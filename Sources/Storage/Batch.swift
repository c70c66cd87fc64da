internal import Glibc
public import Kernel

/// Rows of one table on their way to the database, composed anywhere and written together.
///
/// All cells lie in one piece of memory and all texts in another, so that a row costs no
/// allocation and SQLite and libpq read the texts where they are. Cells are added in the order of
/// the columns, one call each.
///
/// A key below zero stands for one that is known only when the rows are written: see
/// ``pending(_:)`` and ``Connection/insert(_:keys:)``.
public struct Batch: Sendable {
  /// One value: a number, or where its bytes lie.
  struct Cell: Equatable {
    enum Kind: UInt8 {
      case null, integer, real, text, blob, pending
    }

    let kind: Kind
    let length: Int32
    let payload: Int64
  }

  let table: String
  let columns: String
  let width: Int
  /// Whether each row says whose it is.
  let isScoped: Bool
  /// Whether the table is a ``TextIndex``, which SQLite keeps without the workspace.
  let isTextIndex: Bool
  private(set) var cells: [Cell] = []
  /// Never empty, so that the empty text has an address too.
  private(set) var bytes: [UInt8] = [0]

  /// No rows yet; the columns are their names with commas between them, `workspace_id` first.
  public init(_ table: StaticName, _ columns: StaticName) {
    self.init(table.text, columns.text, isTextIndex: false)
  }

  init(_ table: String, _ columns: String, isTextIndex: Bool, isScoped: Bool? = nil) {
    self.table = table
    self.columns = columns
    self.isTextIndex = isTextIndex
    self.isScoped = isScoped ?? columns.hasPrefix("workspace_id,")
    width = 1 + columns.utf8.count { $0 == UInt8(ascii: ",") }
  }

  public var isEmpty: Bool { cells.isEmpty }

  /// How many rows there are.
  public var count: Int { cells.count / width }

  /// Makes room for as many rows as will come, with so many bytes of texts in each.
  public mutating func reserve(rows: Int, bytesEach: Int) {
    cells.reserveCapacity(rows * width)
    bytes.reserveCapacity(rows * bytesEach + 1)
  }

  /// Forgets the rows and keeps the room they took.
  public mutating func removeAll() {
    cells.removeAll(keepingCapacity: true)
    bytes.removeAll(keepingCapacity: true)
    bytes.append(0)
  }

  /// The stand-in for a key that the writer of the rows knows under this number.
  public static func pending<Noun>(_ number: Int) -> Identifier<Noun> {
    Identifier(rawValue: ~Int64(number))
  }

  /// Refuses rows that are not whole, or do not say whose they are.
  func check() throws {
    guard isScoped else { throw StorageError.unscoped(columns) }
    guard cells.count.isMultiple(of: width) else {
      throw StorageError.engine(code: "batch", message: "a row of \(table) is not whole")
    }
  }

  // MARK: Cells

  public mutating func addNull() {
    cells.append(Cell(kind: .null, length: 0, payload: 0))
  }

  public mutating func add(_ integer: Int64) {
    cells.append(Cell(kind: .integer, length: 0, payload: integer))
  }

  public mutating func add(_ integer: Int) { add(Int64(integer)) }

  public mutating func add(_ flag: Bool?) { add(flag.map { $0 ? Int64(1) : 0 }) }

  public mutating func add(_ integer: Int64?) {
    if let integer { add(integer) } else { addNull() }
  }

  public mutating func add(_ integer: Int?) { add(integer.map(Int64.init)) }

  public mutating func add(_ moment: Instant?) { add(moment?.milliseconds) }

  public mutating func add(_ day: Day) { add(Int64(day.number)) }

  public mutating func add(_ number: Double?) {
    guard let number else { return addNull() }
    cells.append(Cell(kind: .real, length: 0, payload: Int64(bitPattern: number.bitPattern)))
  }

  /// Adds a key, or its stand-in.
  @inlinable
  public mutating func add<Noun>(_ key: Identifier<Noun>?) {
    addKey(key?.rawValue)
  }

  @inlinable
  public mutating func add<Word: RawRepresentable>(_ word: Word?) where Word.RawValue == String {
    add(word?.rawValue)
  }

  @usableFromInline
  mutating func addKey(_ key: Int64?) {
    guard let key else { return addNull() }
    let isPending = key < 0
    cells.append(
      Cell(kind: isPending ? .pending : .integer, length: 0, payload: isPending ? ~key : key))
  }

  /// Adds a text; U+0000, which PostgreSQL cannot store, is dropped for both engines alike.
  public mutating func add(_ text: String?) {
    guard var text else { return addNull() }
    text.withUTF8 { utf8 in
      let start = bytes.count
      if let base = utf8.baseAddress, memchr(base, 0, utf8.count) != nil {
        bytes.append(contentsOf: utf8.lazy.filter { $0 != 0 })
      } else {
        bytes.append(contentsOf: utf8)
      }
      append(.text, from: start)
    }
  }

  public mutating func add(_ blob: [UInt8]) {
    let start = bytes.count
    bytes.append(contentsOf: blob)
    append(.blob, from: start)
  }

  public mutating func add(_ value: SQLValue) {
    switch value {
    case .null: addNull()
    case .integer(let integer): add(integer)
    case .real(let number): add(number)
    case .text(let text): add(text)
    case .blob(let blob): add(blob)
    }
  }

  private mutating func append(_ kind: Cell.Kind, from start: Int) {
    cells.append(
      Cell(kind: kind, length: Int32(clamping: bytes.count - start), payload: Int64(start)))
  }
}
