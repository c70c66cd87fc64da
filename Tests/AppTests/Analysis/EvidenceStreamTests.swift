import Conversations
import Testing

@testable import App

/// Conversations in, evidence out.
@Suite struct EvidenceStreamTests {
  private static func talk(_ number: Int) -> String {
    """
    {"id": "c\(number)", "messages": [\
    {"role": "customer", "text": "Where is my parcel \(number)? This is terrible."}, \
    {"role": "agent", "text": "Sorry to hear that! I will write to you."}]}
    """
  }

  private func run(
    _ input: String, rules: String? = nil, threads: Int = 2, portion: Int = 300
  ) throws -> (lines: [JSON], tally: EvidenceStream.Tally) {
    let stream = EvidenceStream(
      try rules.map { try RuleFile($0) }, threads: threads, portion: portion)
    var output: [UInt8] = []
    let tally = try stream.run(MemorySupply(Array(input.utf8), chunk: 7)) { output += $0 }
    let lines = try output.split(separator: 0x0A).map { try JSON.parse(Array($0)) }
    return (lines, tally)
  }

  private func list(_ line: JSON, _ name: String) -> [JSON] {
    guard case .list(let values)? = line[name] else { return [] }
    return values
  }

  @Test func `each conversation is answered with its evidence, its question and its rules`() throws
  {
    let (lines, tally) = try run(
      Self.talk(1), rules: "# ours\nParcel = customer: parcel*\nagent: sorry")
    #expect(tally.conversations == 1 && tally.faults == 0)
    let line = try #require(lines.first)
    #expect(line["id"] == .text("c1") && line["messages"] == .number("2"))
    let kinds = Set(list(line, "evidence").compactMap { $0["kind"]?.identity })
    #expect(kinds.isSuperset(of: ["question", "apology", "promise_without_time"]))
    #expect(list(line, "questions").count == 1)
    let rules = list(line, "rules").compactMap { $0["rule"]?.identity }
    #expect(rules.sorted() == ["Parcel", "agent: sorry"])
  }

  @Test func `places are counted in scalars of the message`() throws {
    let (lines, _) = try run(
      #"{"id": "1", "messages": [{"role": "agent", "text": "Привет 👋 sorry"}]}"#,
      rules: "sorry")
    let match = try #require(list(lines[0], "rules").first)
    let words = try #require(list(match, "words").first)
    #expect(words["start"] == .number("9") && words["end"] == .number("14"))
    #expect(words["text"] == .text("sorry"))
  }

  @Test func `lines keep their order, whatever the threads and the portions`() throws {
    let input = (0..<120).map(Self.talk).joined(separator: "\n")
    let one = try run(input, threads: 1, portion: 1 << 20).lines
    #expect(one.map { $0["id"] } == (0..<120).map { .text("c\($0)") })
    for (threads, portion) in [(2, 300), (3, 1), (4, 5_000)] {
      let others = try run(input, threads: threads, portion: portion).lines
      #expect(others == one, "\(threads) threads, \(portion) bytes")
    }
  }

  @Test func `a line that cannot be read says why in its place`() throws {
    let (lines, tally) = try run("\(Self.talk(1))\n{\"id\": \n\n{\"messages\": 3}\n\(Self.talk(2))")
    #expect(tally.conversations == 2 && tally.faults == 2)
    #expect(lines.map { $0["line"] } == [nil, .number("2"), .number("4"), nil])
    #expect(lines[1]["error"]?["expected"] == .text("json"))
  }

  @Test func `a rule that is not understood names its line and place`() throws {
    let fault = try #require(throws: RuleFile.Fault.self) {
      _ = try RuleFile("Good = sorry\n\nBad = (late")
    }
    #expect(fault.line == 3)
    #expect(fault.description.hasSuffix("(late\n  ^"))
  }

  /// Hands out conversations without end and counts what is not answered yet.
  private final class Stream: ByteSupply {
    var given = 0
    var answered = 0
    private(set) var mostAhead = 0
    private let count: Int

    init(count: Int) { self.count = count }

    func read(into buffer: inout [UInt8]) throws -> Bool {
      guard given < count else { return false }
      buffer.append(contentsOf: Array("\(EvidenceStreamTests.talk(given))\n".utf8))
      given += 1
      mostAhead = max(mostAhead, given - answered)
      return true
    }

    func seek(to offset: Int64) throws {}
  }

  @Test func `no more is read ahead than the processors work on, however long the stream`() throws {
    let line = Self.talk(1_000).utf8.count + 1
    func mostAhead(_ count: Int) throws -> Int {
      let supply = Stream(count: count)
      let stream = EvidenceStream(nil, threads: 2, portion: 4 * line)
      _ = try stream.run(supply) { bytes in supply.answered += bytes.count { $0 == 0x0A } }
      #expect(supply.answered == count)
      return supply.mostAhead
    }
    let (short, long) = (try mostAhead(40), try mostAhead(400))
    #expect(long <= short + 2 && long < 20, "\(short), \(long)")
  }
}
