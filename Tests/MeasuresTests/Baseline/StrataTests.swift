import Statistics
import Testing

@testable import Measures

@Suite struct StrataTests {
  private static func stratum(
    _ channel: String, _ reason: String = "", _ hour: String = "morning",
    _ language: String = "en"
  ) -> Measures.Stratum {
    Measures.Stratum(channel: channel, reason: reason, hour: hour, language: language)
  }

  /// Conversations of one kind, all opened in the time, some solved at the first contact.
  private static func cell(_ hits: Int, of n: Int) -> Cell {
    var cell = Cell()
    var solved = Tally()
    (solved.n, solved.hits) = (n, hits)
    cell.add(.firstContact, solved)
    var opened = Tally()
    opened.n = n
    cell.add(.opened, opened)
    return cell
  }

  private static let question = Question(.firstContactResolution)

  @Test func `channels are weighed as they were before`() throws {
    // Chats are solved at once in 80 of 100, mails in 50; only their shares change.
    var later = Strata()
    later.add(Self.cell(720, of: 900), to: Self.stratum("chat"))
    later.add(Self.cell(50, of: 100), to: Self.stratum("email"))
    let before = CaseMix([.channel: ["chat": 100, "email": 900]])
    let weighed = try #require(later.standardised(Self.question, to: before))
    // By hand: 0.1 · 0.8 + 0.9 · 0.5.
    #expect(abs((weighed.value ?? 0) - 0.53) < 1e-6)
    // 100 mails stand for nine tenths, so little more than they are left of 1000 cases.
    #expect(weighed.effectiveN < 130)
    #expect(weighed.n == 1000)
    let same = try #require(later.standardised(Self.question, to: later.mix))
    #expect(abs((same.value ?? 0) - 0.77) < 1e-6)
  }

  @Test(arguments: CaseMix.Dimension.allCases)
  func `each of channel, reason, hour and language is weighed`(
    dimension: CaseMix.Dimension
  ) throws {
    func stratum(_ value: String) -> Measures.Stratum {
      Self.stratum(
        dimension == .channel ? value : "chat", dimension == .reason ? value : "",
        dimension == .hour ? value : "morning", dimension == .language ? value : "en")
    }
    var later = Strata()
    later.add(Self.cell(90, of: 100), to: stratum("a"))
    later.add(Self.cell(30, of: 100), to: stratum("b"))
    let before = CaseMix([dimension: ["a": 1, "b": 3]])
    let weighed = try #require(later.standardised(Self.question, to: before))
    #expect(abs((weighed.value ?? 0) - 0.45) < 1e-6)
  }

  @Test func `two properties at once are weighed to both of their shares`() throws {
    var later = Strata()
    for (channel, reason, count) in [
      ("chat", "a", 400), ("chat", "b", 100), ("email", "a", 100), ("email", "b", 400),
    ] {
      later.add(Self.cell(count / 2, of: count), to: Self.stratum(channel, reason))
    }
    let target = CaseMix([
      .channel: ["chat": 700, "email": 300], .reason: ["a": 200, "b": 800],
    ])
    let weights = try #require(later.weights(at: target))
    func share(_ isWanted: (Measures.Stratum) -> Bool) -> Double {
      weights.reduce(0) { sum, next in
        sum + (isWanted(next.key) ? next.value * Double(later.parts[next.key]?.opened ?? 0) : 0)
      } / 1000
    }
    #expect(abs(share { $0.channel == "chat" } - 0.7) < 1e-4)
    #expect(abs(share { $0.reason == "b" } - 0.8) < 1e-4)
  }

  @Test func `a mix without its like here cannot be weighed, a trace of it may be missing`() {
    var later = Strata()
    later.add(Self.cell(50, of: 100), to: Self.stratum("chat"))
    later.add(Self.cell(50, of: 100), to: Self.stratum("email"))
    let calls = CaseMix([.channel: ["chat": 40, "email": 40, "call": 20]])
    #expect(later.standardised(Self.question, to: calls) == nil)
    let trace = CaseMix([.channel: ["chat": 48, "email": 48, "call": 4]])
    #expect(later.standardised(Self.question, to: trace)?.value == 0.5)
    #expect(later.standardised(Self.question, to: CaseMix()) == nil)
    #expect(Strata().standardised(Self.question, to: trace) == nil)
  }

  @Test func `a median is weighed, too`() throws {
    func times(_ milliseconds: Int, _ n: Int) -> Cell {
      var cell = Self.cell(0, of: n)
      for _ in 0..<n { cell.add(.firstResponse, .time(milliseconds)) }
      return cell
    }
    var later = Strata()
    later.add(times(60_000, 300), to: Self.stratum("chat"))
    later.add(times(6_000_000, 100), to: Self.stratum("email"))
    let question = Question(.firstResponse)
    let plain = try #require(later.standardised(question, to: later.mix)?.value)
    #expect(abs(plain - 60) < 1)
    let mail = CaseMix([.channel: ["chat": 1, "email": 4]])
    let weighed = try #require(later.standardised(question, to: mail)?.value)
    #expect(abs(weighed - 6000) < 60)
  }
}
