import Fuzzing
import Glibc
import Records

/// Reads any bytes as JSON; what is read and written again reads the same.
private func readRecord(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  guard let json = try? JSON.parse(bytes) else { return 0 }
  precondition((try? JSON.parse(Array(json.compact.utf8))) == json)
  return 0
}

@main enum FuzzRecords {
  static func main() { exit(fuzz(readRecord)) }
}
