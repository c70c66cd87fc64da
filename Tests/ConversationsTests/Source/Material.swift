import Foundation
import Kernel
import Testing

@testable import Conversations

/// Chance that repeats, for mutations and chunk sizes.
struct Dice: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed &+ 0x9E37_79B9_7F4A_7C15 }

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    var value = state
    value = (value ^ (value >> 33)) &* 0xFF51_AFD7_ED55_8CCD
    return value ^ (value >> 33)
  }

  /// A copy of the bytes with a few of them changed, removed, doubled or moved.
  mutating func mutated(_ bytes: [UInt8]) -> [UInt8] {
    var result = bytes
    let marks: [UInt8] = [
      0x22, 0x2C, 0x0A, 0x0D, 0x5C, 0x7B, 0x7D, 0x5B, 0x5D, 0x3A, 0x00, 0xFF, 0xC0, 0xED, 0x3C,
      0x3E, 0x2D, 0x80, 0x39, 0x45,
    ]
    for _ in 0..<Int.random(in: 1...8, using: &self) {
      guard !result.isEmpty else {
        result = [marks.randomElement(using: &self) ?? 0]
        continue
      }
      let place = Int.random(in: 0..<result.count, using: &self)
      switch Int.random(in: 0..<6, using: &self) {
      case 0: result[place] = UInt8.random(in: .min ... .max, using: &self)
      case 1: result[place] = marks.randomElement(using: &self) ?? 0
      case 2: result.remove(at: place)
      case 3: result.insert(marks.randomElement(using: &self) ?? 0, at: place)
      case 4: result.removeLast(Int.random(in: 0...min(20, result.count - place), using: &self))
      default:
        let end = min(result.count, place + Int.random(in: 1...40, using: &self))
        result.insert(contentsOf: result[place..<end], at: place)
      }
    }
    return result
  }
}

func records(
  _ bytes: [UInt8], shape: CSVShape = CSVShape(), chunk: Int = 1 << 16
) throws -> [[String]] {
  let stream = ByteStream(MemorySupply(bytes, chunk: chunk), encoding: shape.encoding)
  var reader = CSVReader(stream, delimiter: shape.delimiter)
  var record = CSVRecord()
  var rows: [[String]] = []
  while try reader.next(&record) { rows.append(record.cells) }
  return rows
}
