import Fuzzing
import Glibc
import Linguistics

private nonisolated(unsafe) var examiner = Examiner()

/// Cuts any bytes into tokens and sentences and lets all detectors look at them.
private func examine(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = UnsafeBufferPointer(start: start, count: count)
  var tokens = Tokens()
  tokens.read(bytes)
  precondition(tokens.items.allSatisfy { $0.range.upperBound <= count })
  let text = String(decoding: bytes, as: UTF8.self)
  let talk = [Turn(.customer, text), Turn(.agent, text)]
  for sighting in examiner.examine(talk).sightings {
    precondition(sighting.range.upperBound <= text.utf8.count && !sighting.range.isEmpty)
  }
  return 0
}

@main enum FuzzTexts {
  static func main() { exit(fuzz(examine)) }
}
