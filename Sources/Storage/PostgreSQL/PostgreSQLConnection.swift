internal import CLibPQ
internal import Synchronization

/// A connection to a PostgreSQL server, used by one session at a time.
final class PostgreSQLConnection: Connection {
  let dialect = Dialect.postgresql
  private let handle: OpaquePointer
  private var prepared: [String: String] = [:]

  /// Connects, with deadlines on connecting, on silence and on each statement.
  init(url: String) throws {
    let keywords = [
      "dbname", "connect_timeout", "keepalives_idle", "tcp_user_timeout", "application_name",
      "client_encoding",
    ]
    let values = [url, "5", "30", "30000", "attune", "UTF8"]
    let connected = withCStrings(keywords) { keywords in
      withCStrings(values) { values in PQconnectdbParams(keywords, values, 1) }
    }
    guard let connected else { throw StorageError.unavailable("no memory for a connection") }
    guard PQstatus(connected) == CONNECTION_OK else {
      let message = String(cString: PQerrorMessage(connected))
      PQfinish(connected)
      throw StorageError.unavailable(message)
    }
    handle = connected
    PQsetNoticeProcessor(handle, { _, _ in }, nil)
    try command("SET statement_timeout = '120s'")
    try command("SET idle_in_transaction_session_timeout = '120s'")
    try command("SET synchronous_commit = on")
  }

  deinit { PQfinish(handle) }

  var isAlive: Bool { PQstatus(handle) == CONNECTION_OK }

  func rows(_ sql: SQL) throws -> [Row] {
    try require(scoped: sql)
    return try rows(acrossWorkspaces: sql)
  }

  func rows(acrossWorkspaces sql: SQL) throws -> [Row] {
    try run(sql) { result in
      let columns = Row.Columns(result)
      return (0..<PQntuples(result)).map { Row(columns: columns, result: result, index: $0) }
    }
  }

  func forEachRow(_ sql: SQL, _ body: (Row) throws -> Void) throws {
    try require(scoped: sql)
    try forEachRow(acrossWorkspaces: sql, body)
  }

  func forEachRow(acrossWorkspaces sql: SQL, _ body: (Row) throws -> Void) throws {
    let name = try prepare(sql)
    try Parameters(sql.arguments).withPointers { count, values, lengths, formats in
      guard PQsendQueryPrepared(handle, name, count, values, lengths, formats, 0) == 1,
        PQsetSingleRowMode(handle) == 1
      else { throw failure(nil) }
    }
    var problem: (any Error)?
    var columns: Row.Columns?
    while let result = PQgetResult(handle) {
      defer { PQclear(result) }
      switch PQresultStatus(result) {
      case PGRES_SINGLE_TUPLE where problem == nil:
        let known = columns ?? Row.Columns(result)
        columns = known
        do { try body(Row(columns: known, result: result, index: 0)) } catch { problem = error }
      case PGRES_SINGLE_TUPLE, PGRES_TUPLES_OK, PGRES_COMMAND_OK: break
      default: problem = problem ?? failure(result)
      }
    }
    if let problem { throw problem }
  }

  func execute(_ sql: SQL) throws -> Int {
    try require(scoped: sql)
    return try execute(acrossWorkspaces: sql)
  }

  func execute(acrossWorkspaces sql: SQL) throws -> Int {
    try run(sql) { result in Int(String(cString: PQcmdTuples(result))) ?? 0 }
  }

  func insert(_ batch: Batch, keys: [Int64]) throws {
    guard !batch.isEmpty else { return }
    try batch.check()
    let start = PQexec(handle, "COPY \(batch.table) (\(batch.columns)) FROM STDIN")
    defer { PQclear(start) }
    guard PQresultStatus(start) == PGRES_COPY_IN else { throw failure(start) }
    var lines = CopyLines()
    var isSent = true
    var problem: (any Error)?
    do {
      for row in 0..<batch.count where isSent {
        try lines.add(row, of: batch, keys: keys)
        if lines.bytes.count > 65_536 { isSent = send(&lines) }
      }
      isSent = isSent && send(&lines)
    } catch {
      (isSent, problem) = (false, error)
    }
    _ = PQputCopyEnd(handle, isSent ? nil : "the rows could not be sent")
    while let result = PQgetResult(handle) {
      if PQresultStatus(result) != PGRES_COMMAND_OK { problem = problem ?? failure(result) }
      PQclear(result)
    }
    if let problem { throw problem }
  }

  private func send(_ lines: inout CopyLines) -> Bool {
    let sent = lines.bytes.withUnsafeBytes { buffer in
      PQputCopyData(
        handle, buffer.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(buffer.count))
    }
    lines.bytes.removeAll(keepingCapacity: true)
    return sent == 1
  }

  func define(_ schema: SQL) throws {
    try simple(Dialect.postgresql.schema(schema.text(for: .postgresql)))
  }

  /// Runs a statement without values in the simple protocol, as transactions need it.
  func command(_ sql: SQL) throws {
    try simple(sql.text(for: .postgresql))
  }

  private func simple(_ text: String) throws {
    let result = PQexec(handle, text)
    defer { PQclear(result) }
    try check(result)
  }

  private func run<Value>(_ sql: SQL, _ body: (OpaquePointer) throws -> Value) throws -> Value {
    let name = try prepare(sql)
    let result = Parameters(sql.arguments).withPointers { count, values, lengths, formats in
      PQexecPrepared(handle, name, count, values, lengths, formats, 0)
    }
    defer { PQclear(result) }
    try check(result)
    guard let result else { throw failure(nil) }
    return try body(result)
  }

  /// The name of a prepared statement with this text and these parameter types.
  private func prepare(_ sql: SQL) throws -> String {
    let types = sql.arguments.map(\.oid)
    let text = sql.text(for: .postgresql)
    let key = types.map(String.init).joined(separator: ",") + ":" + text
    if let name = prepared[key] { return name }
    if prepared.count >= 400 {
      try simple("DEALLOCATE ALL")
      prepared = [:]
    }
    let name = "attune_\(prepared.count)"
    let result = PQprepare(handle, name, text, Int32(types.count), types)
    defer { PQclear(result) }
    try check(result)
    prepared[key] = name
    return name
  }

  private func check(_ result: OpaquePointer?) throws {
    switch PQresultStatus(result) {
    case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY: return
    default: throw failure(result)
    }
  }

  private func failure(_ result: OpaquePointer?) -> StorageError {
    let state = result.flatMap { PQresultErrorField($0, Int32(UInt8(ascii: "C"))) }
      .map { String(cString: $0) }
    let message =
      result.flatMap { PQresultErrorField($0, Int32(UInt8(ascii: "M"))) }
      .map { String(cString: $0) } ?? String(cString: PQerrorMessage(handle))
    switch state {
    case "40001"?, "40P01"?: return .conflict(message)
    case let state? where state.hasPrefix("23"): return .constraint(message)
    case let state? where !state.hasPrefix("57P") && !state.hasPrefix("08"):
      return .engine(code: state, message: message)
    default: return .unavailable(message)
    }
  }
}

extension Row.Columns {
  fileprivate convenience init(_ result: OpaquePointer) {
    self.init(names: (0..<PQnfields(result)).map { String(cString: PQfname(result, $0)) })
  }
}

extension Row {
  fileprivate init(columns: Columns, result: OpaquePointer, index: Int32) {
    self.init(
      columns: columns,
      values: (0..<PQnfields(result)).map { SQLValue(result, row: index, column: $0) })
  }
}
