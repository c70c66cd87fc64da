import Fuzzing
import Glibc
import Linguistics

/// Reads any bytes as a rule and, where it is one, follows it through a conversation.
private func readRule(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let text = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  do {
    var reader = PhraseReader(PhraseBook([try PhraseRule(text)]))
    let talk = [
      Turn(.customer, text, seconds: 0), Turn(.agent, "hello a b c a b", seconds: 30),
      Turn(.bot, text, seconds: 90),
    ]
    for match in reader.matches(in: talk) {
      precondition(match.places.allSatisfy { $0.range.upperBound <= talk[$0.turn].text.utf8.count })
    }
  } catch {
    precondition(error.range.upperBound <= text.unicodeScalars.count)
  }
  return 0
}

@main enum FuzzRules {
  static func main() { exit(fuzz(readRule)) }
}
