import Kernel
import Support
import Testing

@testable import Conversations

@Suite struct `Reading transcripts` {
  private func read(_ text: String, _ format: TranscriptFormat, chunk: Int = 4096) throws
    -> Transcript
  {
    try Transcript.read(ByteStream(MemorySupply(Array(text.utf8), chunk: chunk)), format: format)
  }

  @Test func `cuts a cue where the voice changes`() throws {
    let transcript = try read(
      """
      WEBVTT - call
      Language: en

      NOTE nothing

      1
      00:00.000 --> 00:02.400
      <v Agent>Thank you for calling.

      00:00:06.100 --> 00:00:09.000 align:start
      <v Agent>I'm <i>sorry</i> &amp; listening.
      <v.loud Customer>Okay.
      """, .vtt)
    #expect(transcript.language == "en")
    #expect(transcript.lines.map(\.speaker) == ["Agent", "Agent", "Customer"])
    #expect(
      transcript.lines.map(\.text) == ["Thank you for calling.", "I'm sorry & listening.", "Okay."])
    #expect(transcript.lines.map(\.start) == [0, 6100, 6100])
    let record = transcript.record(externalID: "77", startedAt: Instant(milliseconds: 1_000))
    #expect(record.messages.map(\.role) == [.agent, .agent, .customer])
    #expect(record.messages.map(\.time?.milliseconds) == [1_000, 7_100, 7_100])
    #expect(record.calls.first?.talk == 9)
  }

  @Test func `knows speakers by their prefix`() throws {
    let transcript = try read(
      "1\r\n00:00:00,000 --> 00:00:02,400\r\nОператор: Добрый день.\r\nКлиент: Здравствуйте.\r\n",
      .srt, chunk: 1)
    let record = transcript.record(externalID: "1", startedAt: Instant(milliseconds: 0))
    #expect(record.messages.map(\.role) == [.agent, .customer])
    #expect(record.messages.map(\.text) == ["Добрый день.", "Здравствуйте."])
    let voices = try read("1\n00:00:00,000 --> 00:00:01,000\nSPEAKER_01: a\nSPEAKER_00: b\n", .srt)
    #expect(
      voices.record(externalID: "1", startedAt: Instant(milliseconds: 0)).messages.map(\.role)
        == [.customer, .agent])
  }

  @Test(
    .enabled(if: Shared.isPresent, "third-party data is not here (ATTUNE_SHARED)"),
    arguments: [
      ("sample.vtt", 16, 0), ("captions_with_bom.vtt", 4, 0), ("comments.vtt", 3, 0),
      ("cue_tags.vtt", 3, 0), ("invalid_timeframe.vtt", 6, 1), ("metadata_headers.vtt", 2, 0),
      ("styles.vtt", 1, 0), ("using_identifiers.vtt", 6, 0), ("sample.srt", 5, 0),
      ("one_caption.srt", 1, 0), ("missing_timeframe.srt", 4, 1),
      ("handmade/call_voice_tags.vtt", 4, 0), ("handmade/call_speaker_prefix.srt", 4, 0),
    ])
  func `takes the good cues of every file`(name: String, lines: Int, rejected: Int) throws {
    let bytes = try Shared.bytes("fixtures/transcripts/\(name)")
    let format: TranscriptFormat = name.hasSuffix("vtt") ? .vtt : .srt
    let transcript = try Transcript.read(ByteStream(MemorySupply(bytes)), format: format)
    #expect(transcript.lines.count == lines)
    #expect(transcript.rejections.count == rejected)
  }

  @Test func `an empty file is said to be empty`() {
    #expect(throws: SourceError.empty) { try read("", .vtt) }
  }

  @Test func `survives five thousand broken transcripts`() throws {
    let seed = Array(
      """
      WEBVTT

      1
      00:00:00.000 --> 00:00:02.400
      <v Agent>Hi &amp; <i>you</i>

      2
      00:02.600 --> 00:05.900
      Customer: twice

      """.utf8)
    var dice = Dice(seed: 5)
    for index in 0..<5_000 {
      let bytes = dice.mutated(seed)
      let format: TranscriptFormat = index.isMultiple(of: 2) ? .vtt : .srt
      guard !bytes.isEmpty else { continue }
      let transcript = try Transcript.read(ByteStream(MemorySupply(bytes)), format: format)
      let record = transcript.record(externalID: "1", startedAt: Instant(milliseconds: 0))
      #expect(record.messages.count == transcript.lines.count)
    }
  }
}
