/// Which passwords are accepted: long ones that nobody would guess first.
///
/// No rule of composition: length and rarity are what counts (NIST SP 800-63B 5.1.1.2).
enum PasswordRule {
  static let shortest = 12
  static let longest = 128

  /// Why a password is refused; `nil` when it is good.
  static func refusal(
    of password: String, name: String = "", email: String? = nil
  ) -> PeopleError? {
    if password.count < shortest { return .passwordTooShort }
    if password.utf8.count > longest { return .passwordTooLong }
    if isCommon(password) || isAbout(password, name: name, email: email) {
      return .passwordCommon
    }
    return nil
  }

  /// Whether it belongs to the first millions anybody would try.
  ///
  /// The lists of leaked passwords of twelve characters and more are made of a few kinds:
  /// repeats, runs of the keyboard and the alphabet, and one or two everyday words with digits.
  static func isCommon(_ password: String) -> Bool {
    let folded = password.lowercased()
    if Set(folded).count < 5 || isRepeat(folded) || isRun(folded) { return true }
    let plain = unleeted(folded)
    let core = trimmed(plain)
    let rawCore = trimmed(folded)
    return isWords(core) || isWords(rawCore) || isRun(core) && core.count > 5
      || core.count < 5 && rawCore.count < 5
  }

  /// Whether it is little more than the account's own name or address.
  private static func isAbout(_ password: String, name: String, email: String?) -> Bool {
    let folded = String(password.lowercased().filter(\.isLetter))
    var parts = name.lowercased().split { !$0.isLetter }.map(String.init)
    parts += (email ?? "").lowercased().split { !$0.isLetter }.map(String.init)
    parts = parts.filter { $0.count > 2 }.sorted { $0.count > $1.count }
    var rest = folded
    for part in parts {
      while let range = firstRange(of: part, in: rest) { rest.removeSubrange(range) }
    }
    return rest.count < folded.count && rest.count < 5
  }

  private static func isRepeat(_ text: String) -> Bool {
    let letters = Array(text)
    return (1...max(1, letters.count / 2)).contains { length in
      letters.indices.allSatisfy { letters[$0] == letters[$0 % length] }
    }
  }

  /// Whether nearly every step goes to the neighbour in an alphabet or on a keyboard.
  private static func isRun(_ text: String) -> Bool {
    let letters = Array(text)
    guard letters.count > 2 else { return false }
    let steps = zip(letters, letters.dropFirst())
    let near = steps.count { neighbours.contains("\($0)\($1)") || $0 == $1 }
    return near * 10 >= (letters.count - 1) * 8
  }

  private static let neighbours: Set<String> = {
    let rows = [
      "abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm",
      "qwertzuiop", "azertyuiop", "йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю", "абвгдежзиклмн",
      "1q2w3e4r5t6y7u8i9o0p", "1qaz", "2wsx", "3edc", "4rfv", "5tgb", "6yhn", "7ujm", "!qaz",
      "אבגדהוזחטיכלמנ",
    ]
    var pairs: Set<String> = []
    for row in rows {
      for (first, second) in zip(row, row.dropFirst()) {
        pairs.insert("\(first)\(second)")
        pairs.insert("\(second)\(first)")
      }
    }
    return pairs
  }()

  /// Whether it is one to three everyday words and nothing else.
  private static func isWords(_ text: String) -> Bool {
    let letters = Array(text.filter { $0 != " " })
    guard (3...40).contains(letters.count) else { return false }
    var reachable: [Int: Int] = [0: 0]
    for start in letters.indices {
      guard let used = reachable[start], used < 3 else { continue }
      for word in words where letters[start...].starts(with: word) {
        let end = start + word.count
        reachable[end] = min(reachable[end] ?? .max, used + 1)
      }
    }
    return reachable[letters.count] != nil
  }

  private static func unleeted(_ text: String) -> String {
    let plain: [Character: Character] = [
      "0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s", "!": "i",
    ]
    let core = trimmed(text)
    return String(core.map { plain[$0] ?? $0 })
  }

  /// Without what people add at the ends: digits, blanks, signs.
  private static func trimmed(_ text: String) -> String {
    String(text.drop { !$0.isLetter }.reversed().drop { !$0.isLetter }.reversed())
  }

  private static func firstRange(of part: String, in text: String) -> Range<String.Index>? {
    var start = text.startIndex
    while start < text.endIndex {
      if text[start...].hasPrefix(part) {
        return start..<text.index(start, offsetBy: part.count)
      }
      start = text.index(after: start)
    }
    return nil
  }

  private static let words = """
    password pass word passwort passw admin administrator root user login welcome letmein let me in
    secret master dragon monkey shadow sunshine princess football baseball basketball superman
    batman trustno one iloveyou love you hello world qwerty asdfgh zxcvbn abc test testing guest
    change changeme please default computer internet server support service quality company
    summer winter spring autumn january february march april june july august september october
    november december monday tuesday wednesday thursday friday saturday sunday starwars whatever
    michael jennifer jordan michelle daniel ashley charlie matthew jessica anthony freedom flower
    cookie cheese pepper ginger hunter killer soccer hockey ranger buster tigger purple orange
    yellow silver golden diamond lovely baby angel forever family attune demo temp temporary new
    old my the is for and call center centre agent lead team account access hallo пароль привет
    админ любовь
    """.split { $0 == " " || $0 == "\n" }.map(Array.init)
}
