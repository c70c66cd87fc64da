import Foundation
import Statistics
import Storage
import Support
import Testing

@testable import App

@Suite struct BackupLinesTests {
  /// Texts of what JSON treats apart and what it does not, of all lengths of UTF-8.
  private static let scalars: [Unicode.Scalar] =
    ["\"", "\\", "/", "a", "é", "ש", "灯", "😀", "\u{2028}", "\u{7F}", "\u{10FFFF}"]
    + (UInt8(0)..<0x20).map { Unicode.Scalar($0) }

  private static func value(_ chance: inout SplitMix64) -> SQLValue {
    switch Int.random(in: 0..<5, using: &chance) {
    case 0: .null
    case 1: .integer(Int64.random(in: .min ... .max, using: &chance))
    case 2: .real(Double(bitPattern: UInt64.random(in: 0 ... .max, using: &chance)))
    case 3:
      .blob(
        (0..<Int.random(in: 0..<9, using: &chance)).map { _ in
          UInt8.random(in: 0 ... .max, using: &chance)
        })
    default:
      .text(
        (0..<Int.random(in: 0..<20, using: &chance)).map { _ in
          String(scalars.randomElement(using: &chance) ?? "x")
        }.joined())
    }
  }

  @Test func `a row comes back from its line, whatever stands in it`() throws {
    var chance = SplitMix64(seed: 7)
    for _ in 0..<2000 {
      let row = (0..<Int.random(in: 0..<6, using: &chance)).map { _ in Self.value(&chance) }
      var lines = BackupLines()
      lines.add(row: row)
      #expect(lines.bytes.last == 10 && !lines.bytes.dropLast().contains(10))
      let json = try JSONSerialization.jsonObject(with: Data(lines.bytes))
      let values = try #require(json as? [Any])
      #expect(values.compactMap { SQLValue(json: $0) }.map(Self.exact) == row.map(Self.exact))
    }
  }

  /// Not a number equals nothing, itself least of all; its bits do.
  private static func exact(_ value: SQLValue) -> SQLValue {
    if case .real(let number) = value { return .integer(Int64(bitPattern: number.bitPattern)) }
    return value
  }
}
