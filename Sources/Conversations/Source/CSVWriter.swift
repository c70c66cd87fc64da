/// Writes CSV that a spreadsheet opens as text and never runs.
public enum CSVWriter {
  /// One record with its line end; cells that would be formulas are disarmed.
  public static func line(_ cells: [String]) -> String {
    cells.map(cell).joined(separator: ",") + "\r\n"
  }

  /// A cell that begins like a formula gets an apostrophe in front; quotes where they are needed.
  ///
  /// Source: OWASP ASVS 5.0.0, requirement 1.2.10.
  public static func cell(_ text: String) -> String {
    let safe = isFormula(text) ? "'" + text : text
    let needsQuotes = safe.utf8.contains { [0x22, 0x2C, 0x0A, 0x0D, 0x3B, 0x09].contains($0) }
    guard needsQuotes else { return safe }
    return "\""
      + safe.split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "\"\"") + "\""
  }

  private static func isFormula(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first else { return false }
    switch first {
    case "=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠": return !isNumber(text)
    default: return false
    }
  }

  /// Plain numbers such as -3.5 are no danger and stay numbers.
  private static func isNumber(_ text: String) -> Bool {
    guard let first = text.utf8.first, first == 0x2D || first == 0x2B, text.utf8.count > 1,
      text.utf8.count < 30
    else { return false }
    return text.utf8.dropFirst().allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2E }
  }
}
