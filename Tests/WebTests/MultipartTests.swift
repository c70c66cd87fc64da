import Testing

@testable import Web

@Suite struct `Reading a form with a file` {
  private let type = "multipart/form-data; boundary=----x7"

  private func body(_ parts: [(String, String?, String)]) -> [UInt8] {
    let text = parts.map { name, file, value in
      let fileName = file.map { "; filename=\"\($0)\"\r\nContent-Type: text/csv" } ?? ""
      return
        "------x7\r\nContent-Disposition: form-data; name=\"\(name)\"\(fileName)\r\n\r\n\(value)\r\n"
    }.joined()
    return Array((text + "------x7--\r\n").utf8)
  }

  /// The parts of a body that arrives in pieces of one size.
  private func parts(_ bytes: [UInt8], chunk: Int) throws -> [(String, String?, String)] {
    var reader = try #require(Multipart(contentType: type))
    var parts: [(String, String?, [UInt8])] = []
    for start in stride(from: 0, to: bytes.count, by: chunk) {
      for event in try reader.read(bytes[start..<min(bytes.count, start + chunk)]) {
        switch event {
        case .part(let name, let file): parts.append((name, file, []))
        case .bytes(let bytes):
          guard let last = parts.indices.last else { continue }
          parts[last].2 += bytes
        case .end: break
        }
      }
    }
    #expect(reader.isComplete)
    return parts.map { ($0, $1, String(decoding: $2, as: UTF8.self)) }
  }

  @Test func `gives fields and file whatever the pieces are`() throws {
    let value = "a,b\r\n1,\"--\r\n------x\"\r\n\r\n--"
    let bytes = body([("csrf", nil, "token"), ("empty", nil, ""), ("file", "a;b.csv", value)])
    for chunk in [1, 2, 3, 7, 64, 4096] {
      let parts = try parts(bytes, chunk: chunk)
      #expect(parts.map(\.0) == ["csrf", "empty", "file"])
      #expect(parts.map(\.1) == [nil, nil, "a;b.csv"])
      #expect(parts.map(\.2) == ["token", "", value])
    }
  }

  @Test(arguments: [
    "text/plain", "multipart/form-data", "multipart/form-data; boundary=",
    "multipart/mixed; boundary=a",
  ])
  func `refuses other types`(type: String) {
    #expect(Multipart(contentType: type) == nil)
  }

  @Test func `refuses endless headers and too many parts`() throws {
    var reader = try #require(Multipart(contentType: type))
    _ = try reader.read(Array("------x7\r\n".utf8))
    #expect(throws: Problem.self) {
      for _ in 0..<100 { _ = try reader.read([UInt8](repeating: 0x61, count: 1024)) }
    }
    let many = body((0..<300).map { ("f\($0)", nil, "") })
    #expect(throws: Problem.self) { try parts(many, chunk: 1000) }
  }

  @Test func `survives five thousand broken bodies`() throws {
    let seed = body([("csrf", nil, "token"), ("file", "a.csv", "a,b\r\n1,2\r\n")])
    var state: UInt64 = 9
    func next(_ limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % max(1, limit)
    }
    for _ in 0..<5_000 {
      var bytes = seed
      for _ in 0...next(6) {
        let place = next(bytes.count)
        switch next(3) {
        case 0: bytes[place] = UInt8(next(256))
        case 1: bytes.remove(at: place)
        default: bytes.insert(UInt8([0x0D, 0x0A, 0x2D, 0x22][next(4)]), at: place)
        }
      }
      var reader = try #require(Multipart(contentType: type))
      var count = 0
      var index = 0
      do {
        while index < bytes.count {
          let end = min(bytes.count, index + 1 + next(40))
          for event in try reader.read(bytes[index..<end]) {
            if case .bytes(let bytes) = event { count += bytes.count }
          }
          index = end
        }
      } catch is Problem {}
      #expect(count <= bytes.count)
    }
  }
}
