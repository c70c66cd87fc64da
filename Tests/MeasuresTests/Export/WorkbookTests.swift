import Foundation
import Testing

@testable import Measures

@Suite struct WorkbookTests {
  private func book(_ rows: [[Workbook.Cell]]) -> [UInt8] {
    var book = Workbook()
    var bytes = book.begin()
    for row in rows { bytes += book.rows([row]) }
    return bytes + book.finish()
  }

  /// Unpacks with a program that knows nothing of us.
  private func unpacked(_ bytes: [UInt8], _ entry: String) throws -> String {
    let path = NSTemporaryDirectory() + "book-\(UInt64(bytes.count))-\(entry.count).xlsx"
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [
      "python3", "-c",
      """
      import sys, zipfile
      book = zipfile.ZipFile(sys.argv[1])
      assert book.testzip() is None
      sys.stdout.buffer.write(book.read(sys.argv[2]))
      """, path, entry,
    ]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
    return String(decoding: data, as: UTF8.self)
  }

  @Test func `the archive is whole by another program's reckoning, and holds the rows`() throws {
    let rows: [[Workbook.Cell]] = [
      [.text("name"), .text("value")],
      [.text("=cmd|' /C calc'!A0"), .number(1.5)],
      [.text("נועה & <b> 赵"), .empty],
      [.text("bell\u{7}"), .number(-3)],
    ]
    let bytes = book(rows)
    let sheet = try unpacked(bytes, "xl/worksheets/sheet1.xml")
    #expect(
      sheet.contains("<c t=\"inlineStr\"><is><t xml:space=\"preserve\">=cmd|' /C calc'!A0</t>"))
    #expect(sheet.contains("<c><v>1.5</v></c>"))
    #expect(sheet.contains("נועה &amp; &lt;b&gt; 赵</t></is></c><c/>"))
    #expect(sheet.contains("bell</t>"))
    #expect(!sheet.contains("<f>"))
    #expect(try unpacked(bytes, "[Content_Types].xml").contains("worksheet+xml"))
  }

  @Test func `the same rows make the same bytes`() {
    #expect(book([[.text("a"), .number(2)]]) == book([[.text("a"), .number(2)]]))
  }

  @Test func `the sum of the check string is the one everybody knows`() {
    var crc = CRC32()
    crc.add(Array("123456789".utf8))
    #expect(crc.value == 0xCBF4_3926)
  }
}
