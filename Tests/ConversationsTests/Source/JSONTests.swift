import Kernel
import Testing

@testable import Conversations

@Suite struct `Reading JSON` {
  private func parse(_ text: String) throws -> JSON { try JSON.parse(Array(text.utf8)) }

  @Test func `keeps values as they were written`() throws {
    let text = #"{"a":[1,-0.5,1e3,true,null],"b":{"c":"\u00e9\ud83d\ude00\n"},"n":156643300001311}"#
    let json = try parse(text)
    #expect(json["n"] == .number("156643300001311"))
    #expect(json["b"]?["c"] == .text("é😀\n"))
    #expect(try parse(json.compact) == json)
  }

  @Test(arguments: [
    "", "{", "[1,]", "{\"a\":1,}", "{\"a\" 1}", "01", "1.", ".5", "+1", "1e", "nul", "tru",
    "\"\\x\"", "\"\u{01}\"", "[1] 2", "{a:1}", "'a'", "NaN", "-", "\"\\u12\"", "[", "\"",
  ])
  func `refuses what is not JSON`(text: String) {
    #expect(throws: JSON.Failure.self) { try parse(text) }
  }

  @Test func `refuses twins, lone surrogates, broken text and towers`() {
    func reason(_ bytes: [UInt8]) -> Conversations.Expectation? {
      do {
        _ = try JSON.parse(bytes)
        return nil
      } catch let failure as JSON.Failure { return failure.expected } catch { return nil }
    }
    #expect(reason(Array(#"{"a":1,"a":2}"#.utf8)) == .uniqueKey)
    #expect(reason(Array(#"{"a":1,"\u0061":2}"#.utf8)) == .uniqueKey)
    let many = (0..<40).map { "\"k\($0)\":0" }.joined(separator: ",")
    #expect(reason(Array("{\(many)}".utf8)) == nil)
    #expect(reason(Array("{\(many),\"k7\":1}".utf8)) == .uniqueKey)
    #expect(reason(Array(#""\ud800""#.utf8)) == .utf8)
    #expect(reason(Array(#""\ud800A""#.utf8)) == .utf8)
    #expect(reason([0x22, 0xC0, 0xAF, 0x22]) == .utf8)
    #expect(reason([0x22, 0xED, 0xA0, 0x80, 0x22]) == .utf8)
    let tower = String(repeating: "[", count: 64) + String(repeating: "]", count: 64)
    #expect(reason(Array(tower.utf8)) == nil)
    #expect(reason(Array("[\(tower)]".utf8)) == .shallowNesting)
    #expect(reason([UInt8](repeating: 0x5B, count: 100_000)) == .shallowNesting)
  }

  @Test func `survives ten thousand broken lines`() throws {
    let seed = Array(
      """
      {"external_id":"T-1","opened_at":"2026-03-01T10:00:00Z","messages":[{"time":1772359200,\
      "role":"agent","text":"h\\u00e9\\ud83d\\ude00"}],"survey":{"kind":"nps","score":9}}
      """.utf8)
    var dice = Dice(seed: 11)
    let reader = NeutralReader()
    var taken = 0
    for row in 1...10_000 {
      do {
        _ = try reader.record(dice.mutated(seed), row: row)
        taken += 1
      } catch let rejection as Rejection {
        #expect(rejection.row == row)
      }
    }
    #expect(taken > 100)
  }
}

@Suite struct `Reading the neutral form` {
  private func record(_ text: String) throws -> Record {
    try NeutralReader().record(Array(text.utf8), row: 7)
  }

  private func rejection(_ text: String) -> Rejection? {
    do {
      _ = try record(text)
      return nil
    } catch let rejection as Rejection { return rejection } catch { return nil }
  }

  @Test func `takes a conversation with everything in it`() throws {
    let record = try record(
      """
      {"type":"conversation","external_id":"T-1","channel":"Email","status":"on hold",\
      "opened_at":"2026-03-01T10:00:00+02:00",\
      "agent":{"id":"7","name":"Noa","email":"noa@example.com"},\
      "customer":"dana@customer.example","queue":"Billing","tags":["refund"],\
      "zone":"Asia/Jerusalem","mood":"sad","messages":[\
      {"id":"m1","time":1772352000,"role":"customer","text":"Hi"},\
      {"time":1772352060500,"author":"7","role":"agent","kind":"note","text":"look"}],\
      "call":{"direction":"inbound","talk_s":"3:24","answered":"yes"},\
      "survey":{"kind":"csat","score":4,"answered_at":"2026-03-02"}}
      """)
    guard case .conversation(let conversation) = record else {
      Issue.record("not a conversation")
      return
    }
    #expect(conversation.channel == .email)
    #expect(conversation.status == .onHold)
    #expect(conversation.openedAt == Instant(milliseconds: 1_772_352_000_000))
    #expect(conversation.agents.map(\.identity) == ["7"])
    #expect(conversation.customer?.email == "dana@customer.example")
    #expect(conversation.queue == QueueRecord(name: "Billing"))
    #expect(conversation.custom == [CustomField(name: "mood", value: "sad")])
    #expect(conversation.messages.map(\.visibility) == [.public, .internal])
    #expect(conversation.messages[1].time == Instant(milliseconds: 1_772_352_060_500))
    #expect(conversation.calls.first?.talk == 204)
    #expect(conversation.surveys.first?.normalised == 75)
  }

  @Test func `takes pieces that come alone`() throws {
    let message = try record(
      """
      {"type":"message","conversation":"T-1","time":"2026-03-01T10:00:00Z","role":"agent",\
      "text":"x"}
      """)
    guard case .conversation(let part) = message else {
      Issue.record("not a part")
      return
    }
    #expect(part.extent == .part)
    #expect(part.externalID == "T-1")
    #expect(part.messages.count == 1)
    guard
      case .agentState(let state) = try record(
        #"{"agent":"101","state":"Paused","reason":"lunch","at":1772352000}"#)
    else {
      Issue.record("not a state")
      return
    }
    #expect(state.state == .paused)
    guard case .survey(let survey) = try record(#"{"type":"survey","kind":"nps","score":10}"#)
    else {
      Issue.record("not a survey")
      return
    }
    #expect(survey.normalised == 100)
  }

  @Test func `keeps words it does not know`() throws {
    guard
      case .conversation(let record) = try record(
        #"{"id":12,"opened_at":1772352000,"channel":"carrier pigeon"}"#)
    else { return }
    #expect(record.externalID == "12")
    #expect(record.channel == Channel(rawValue: "carrier pigeon"))
    #expect(record.channel?.isKnown == false)
  }

  @Test func `names row, field and what it expected`() {
    #expect(
      rejection(#"{"external_id":"1","opened_at":"31/02/26"}"#)
        == Rejection(row: 7, field: "opened_at", expected: .date, found: "31/02/26"))
    #expect(
      rejection(
        #"{"external_id":"1","opened_at":1,"messages":[{"text":"a"},{"text":"b","time":"soon"}]}"#)
        == Rejection(row: 7, field: "messages[1].time", expected: .date, found: "soon"))
    #expect(rejection(#"{"opened_at":1}"#)?.field == "external_id")
    #expect(rejection(#"{"external_id":"1"}"#)?.field == "opened_at")
    #expect(rejection(#"[1]"#)?.expected == .object)
    #expect(rejection(#"{"type":"poem"}"#)?.expected == .knownType)
    #expect(
      rejection(#"{"type":"survey","kind":"csat","score":7}"#)
        == Rejection(row: 7, field: "score", expected: .scoreInScale, found: "7"))
  }
}
