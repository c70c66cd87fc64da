import Foundation
import Support
import Testing

@testable import Conversations

@Suite struct `Reading CSV` {
  @Test(
    .enabled(if: Shared.isPresent, "third-party data is not here (ATTUNE_SHARED)"),
    arguments: Shared.names(in: "fixtures/csv/spectrum", ending: ".csv"))
  func `agrees with csv-spectrum`(name: String) throws {
    let bytes = try Shared.bytes("fixtures/csv/spectrum/\(name)")
    let json = try JSON.parse(
      Shared.bytes("fixtures/csv/spectrum/\(name.dropLast(4)).json"))
    guard case .list(let expected) = json else { return }
    for chunk in [1, 2, 3, 7, 1 << 16] {
      let rows = try records(bytes, chunk: chunk)
      let header = try #require(rows.first)
      #expect(rows.count - 1 == expected.count)
      for (row, object) in zip(rows.dropFirst(), expected) {
        for (name, cell) in zip(header, row) {
          let value = object[name]
          let text = if case .text(let text)? = value { text } else { value?.compact }
          // Whether a line ends in LF or CR LF was lost in the collection's own history.
          #expect(text.map(unixLines) == unixLines(cell))
        }
      }
    }
  }

  private func unixLines(_ text: String) -> String {
    text.split(separator: "\r\n", omittingEmptySubsequences: false).joined(separator: "\n")
  }

  @Test func `takes what spreadsheets write`() throws {
    let text = "\u{FEFF}a;b;c\r\n1;\"two;\r\nlines\";3\r\n\r\n4;5 \"quoted\";\r\n"
    let shape = CSVShape.detect(Array(text.utf8))
    #expect(shape == CSVShape(encoding: .utf8, delimiter: 0x3B, hasHeader: true))
    #expect(
      try records(Array(text.utf8), shape: shape) == [
        ["a", "b", "c"], ["1", "two;\r\nlines", "3"], ["4", "5 \"quoted\"", ""],
      ])
  }

  @Test func `says when a quoted cell never ends`() throws {
    var reader = CSVReader(ByteStream(MemorySupply(Array("a,b\n1,2\n3,\"four\n5,6\n".utf8))))
    var record = CSVRecord()
    var cut: [Bool] = []
    while try reader.next(&record) { cut.append(record.isCut) }
    #expect(cut == [false, false, true])
  }

  @Test func `refuses a record and a row of columns beyond the limits`() throws {
    let long = Array("a\n\"".utf8) + [UInt8](repeating: 0x78, count: 1 << 20) + [0x78]
    #expect(throws: SourceError.recordTooLong(row: 2, limit: 1 << 20)) { try records(long) }
    let wide = [UInt8](repeating: 0x2C, count: 1_000)
    #expect(throws: SourceError.tooManyColumns(row: 1, limit: 1_000)) { try records(wide) }
  }

  @Test func `continues at the place it stood`() throws {
    let text = "id,text\n1,\"a\nb\"\n2,c\n3,d\n"
    for chunk in [1, 4, 64] {
      var reader = CSVReader(ByteStream(MemorySupply(Array(text.utf8), chunk: chunk)))
      var record = CSVRecord()
      var tails: [[[String]]] = []
      while try reader.next(&record) {
        var stream = ByteStream(MemorySupply(Array(text.utf8)))
        try stream.seek(to: reader.offset)
        var other = CSVReader(stream, at: reader.offset, after: reader.count)
        var rest: [[String]] = []
        var next = CSVRecord()
        while try other.next(&next) { rest.append(next.cells) }
        tails.append(rest)
      }
      #expect(tails.map(\.count) == [3, 2, 1, 0])
      #expect(tails.first?.first == ["1", "a\nb"])
    }
  }

  @Test func `finds the encoding by the bytes`() throws {
    let samples: [(String, TextEncoding)] = [
      ("Номер;Тема;Создано\r\n1;Не приходит письмо, помогите;02.03.2026\r\n", .windows1251),
      ("Nummer;Betreff;Größe\r\n1;Übergröße für José;mañana\r\n", .windows1252),
      ("מספר;נושא\r\n1;לא קיבלתי את ההזמנה שלי\r\n", .windows1255),
      ("编号,主题,备注\r\n1,我的订单没有收到,请帮忙查询一下\r\n", .gb18030),
      ("id,text\r\n1,Ünï 你好 שלום\r\n", .utf8),
      ("id,text\r\n1,Grüße und mehr Text\r\n", .utf16Little),
      ("id,text\r\n1,Grüße und mehr Text\r\n", .utf16Big),
    ]
    for (text, encoding) in samples {
      let bytes = Array(try #require(text.data(using: encoding.foundation)))
      #expect(TextEncoding.detect(bytes) == encoding, "\(text)")
      for chunk in [1, 3, 4096] {
        var stream = ByteStream(MemorySupply(bytes, chunk: chunk), encoding: encoding)
        var plain: [UInt8] = []
        while try stream.read(into: &plain) {}
        #expect(String(decoding: plain, as: UTF8.self) == text)
      }
    }
  }

  @Test func `writes cells that no spreadsheet runs`() {
    let payloads = [
      "=1+1", "+cmd|' /C calc'!A0", "-2+3+cmd", "@SUM(1)", "\t=1", "\r=1", "＝1", "＋1", "－1", "＠x",
    ]
    for payload in payloads {
      let cell = CSVWriter.cell(payload)
      #expect(cell.hasPrefix("'") || cell.hasPrefix("\"'"))
    }
    #expect(CSVWriter.cell("-3.5") == "-3.5")
    #expect(CSVWriter.line(["a\"b", "c,d", "e"]) == "\"a\"\"b\",\"c,d\",e\r\n")
  }

  @Test func `survives five thousand broken files`() throws {
    let seed = Array(
      "\u{FEFF}id;name;text\r\n1;\"Jürgen \"\"J\"\"\";\"a\r\nb\"\r\n2;你好;=1+1\r\n".utf8)
    var dice = Dice(seed: 7)
    for _ in 0..<5_000 {
      let bytes = dice.mutated(seed)
      let encoding = TextEncoding.allCases.randomElement(using: &dice) ?? .utf8
      let chunk = Int.random(in: 1...20, using: &dice)
      let shape = CSVShape.detect(bytes, encoding: dice.next() % 2 == 0 ? encoding : nil)
      let rows = try records(bytes, shape: shape, chunk: chunk)
      let whole = try records(bytes, shape: shape)
      #expect(rows == whole, "\(shape.encoding) \(bytes) \(chunk)")
      #expect(rows.count <= bytes.count + 1)
    }
  }
}
