/// A spreadsheet of one sheet (Office Open XML), written row by row.
///
/// Texts are inline strings, which no spreadsheet takes for a formula; numbers are numbers.
/// Source: ECMA-376, part 1, 18.3.
struct Workbook {
  /// What stands in a cell.
  enum Cell: Hashable, Sendable {
    case empty
    case text(String)
    case number(Double)
  }

  /// More rows do not fit on a sheet.
  static let mostRows = 1_048_576

  private var archive = ZipStream()

  /// Everything that stands before the first row.
  mutating func begin() -> [UInt8] {
    var bytes: [UInt8] = []
    for (name, content) in Self.parts { bytes += archive.add(name, Array(content.utf8)) }
    bytes += archive.begin("xl/worksheets/sheet1.xml")
    return bytes
      + archive.write(
        Array(
          """
          <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
          <worksheet xmlns="\(Self.main)"><sheetViews><sheetView workbookViewId="0">\
          <pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>\
          </sheetView></sheetViews><sheetData>
          """.utf8))
  }

  mutating func rows(_ rows: [[Cell]]) -> [UInt8] {
    archive.write(Array(rows.map(Self.row).joined().utf8))
  }

  /// Everything that stands behind the last row.
  mutating func finish() -> [UInt8] {
    archive.write(Array("</sheetData></worksheet>".utf8)) + archive.end() + archive.finish()
  }

  private static func row(_ cells: [Cell]) -> String {
    let inner = cells.map { cell in
      switch cell {
      case .empty: "<c/>"
      case .number(let value): value.isFinite ? "<c><v>\(value)</v></c>" : "<c/>"
      case .text(let text):
        "<c t=\"inlineStr\"><is><t xml:space=\"preserve\">\(escaped(text))</t></is></c>"
      }
    }
    return "<row>" + inner.joined() + "</row>"
  }

  /// A cell holds at most 32 767 characters, and XML no control characters.
  private static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars.prefix(32_000) {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\n", "\t": result.unicodeScalars.append(scalar)
      default:
        let isFit = scalar.value >= 0x20 && scalar.value != 0xFFFE && scalar.value != 0xFFFF
        if isFit { result.unicodeScalars.append(scalar) }
      }
    }
    return result
  }

  private static let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
  private static let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
  private static let package = "http://schemas.openxmlformats.org/package/2006"
  private static let types = "application/vnd.openxmlformats-officedocument.spreadsheetml"

  private static let parts: [(String, String)] = [
    (
      "[Content_Types].xml",
      """
      <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
      <Types xmlns="\(package)/content-types">\
      <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
      <Default Extension="xml" ContentType="application/xml"/>\
      <Override PartName="/xl/workbook.xml" ContentType="\(types).sheet.main+xml"/>\
      <Override PartName="/xl/worksheets/sheet1.xml" ContentType="\(types).worksheet+xml"/></Types>
      """
    ),
    (
      "_rels/.rels",
      """
      <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
      <Relationships xmlns="\(package)/relationships"><Relationship Id="rId1" \
      Type="\(office)/officeDocument" Target="xl/workbook.xml"/></Relationships>
      """
    ),
    (
      "xl/workbook.xml",
      """
      <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
      <workbook xmlns="\(main)" xmlns:r="\(office)"><sheets>\
      <sheet name="Conversations" sheetId="1" r:id="rId1"/></sheets></workbook>
      """
    ),
    (
      "xl/_rels/workbook.xml.rels",
      """
      <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
      <Relationships xmlns="\(package)/relationships"><Relationship Id="rId1" \
      Type="\(office)/worksheet" Target="worksheets/sheet1.xml"/></Relationships>
      """
    ),
  ]
}
