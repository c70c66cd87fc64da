internal import Kernel

extension RecordStream {
  /// Asterisk's `queue_log`, from its beginning.
  ///
  /// A call may begin long before the place where reading goes on, so that the lines before it are
  /// read again and what they complete is left out.
  init(
    queueLog supply: any ByteSupply, sample: [UInt8], limits: SourceLimits = .standard,
    from cursor: ImportCursor = ImportCursor()
  ) {
    let stream = ByteStream(supply, encoding: TextEncoding.detect(sample))
    self.init(
      .queueLog(LineReader(stream, limits: limits), QueueLogReader(), skip: cursor.row), limits)
  }

  mutating func nextEvents(
    _ reader: inout LineReader, _ calls: inout QueueLogReader, skip: Int
  ) throws -> ImportBatch? {
    var line: [UInt8] = []
    for _ in 0..<skip {
      guard try reader.next(&line) != nil else { return nil }
      _ = try? calls.records(of: String(decoding: line, as: UTF8.self), row: reader.count)
    }
    var batch = ImportBatch()
    while batch.records.count < Self.batchRecords, batch.rejects.count < Self.batchRecords {
      guard let kind = try step({ try reader.next(&line) }) else {
        batch.isLast = true
        break
      }
      let text = String(decoding: line, as: UTF8.self)
      if kind == .bytes, text.allSatisfy(\.isWhitespace) { continue }
      batch.rows += 1
      do {
        for record in try calls.records(of: text, row: reader.count) {
          batch.note(record)
          batch.records.append(record)
        }
      } catch let rejection as Rejection {
        batch.rejects.append(ImportBatch.Reject(rejection: rejection, cells: [text]))
      }
    }
    if batch.isLast { batch.records += calls.rest() }
    batch.cursor = ImportCursor(offset: 0, row: reader.count)
    if batch.rows == 0, batch.records.isEmpty {
      if let failure { throw failure }
      return nil
    }
    return batch
  }
}
