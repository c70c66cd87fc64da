import Statistics
import Testing

@testable import Linguistics

/// Small whole numbers give the products of the numbers they stand for.
@Suite struct SecondLayerTests {
  @Test(arguments: [1, 3, 8, 12, 77, 150], [8, 56, 320])
  func `outputs are the products of live units`(outputs: Int, units: Int) throws {
    var chance = SplitMix64(seed: UInt64(outputs * units))
    let weights = (0..<units).map { _ in
      (0..<outputs).map { _ in Float(chance.unit() * 2 - 1) }
    }
    let layer = SecondLayer(weights, outputs: outputs)
    let sums = (0..<(units / 8)).map { _ in
      SIMD8<Float>((0..<8).map { _ in Float(chance.unit() * 4 - 2) })
    }
    let raw = read(layer, sums)
    for output in 0..<outputs {
      let expected = (0..<units).reduce(Float(0)) {
        $0 + max(0, sums[$1 / 8][$1 % 8]) * weights[$1][output]
      }
      #expect(abs(raw[output] - expected) < 0.02)
    }
    #expect(abs(layer.weight(units - 1, outputs - 1) - weights[units - 1][outputs - 1]) < 1e-3)
    let copy = try #require(
      SecondLayer(units: units, outputs: outputs, step: layer.step, pairs: layer.pairs))
    #expect(read(copy, sums) == raw)
  }

  private func read(_ layer: SecondLayer, _ sums: [SIMD8<Float>]) -> [Float] {
    var raw = [Float](repeating: 9, count: layer.outputs)
    raw.withUnsafeMutableBufferPointer { raw in
      sums.withUnsafeBufferPointer { layer.read($0[...], into: raw) }
    }
    return raw
  }

  @Test func `units that are all still give nothing`() {
    let layer = SecondLayer([[Float]](repeating: [1, -1], count: 8), outputs: 2)
    #expect(read(layer, [SIMD8(repeating: -3)]) == [0, 0])
    #expect(read(layer, [SIMD8(repeating: .infinity)]) == [0, 0])
  }

  @Test func `the largest numbers have room`() {
    let layer = SecondLayer([[Float]](repeating: [1, -1], count: 640), outputs: 2)
    let raw = read(layer, [SIMD8<Float>](repeating: SIMD8(repeating: 1), count: 80))
    #expect(abs(raw[0] - 640) < 0.1 && abs(raw[1] + 640) < 0.1)
  }

  @Test func `numbers that do not fit are refused`() {
    #expect(SecondLayer(units: 8, outputs: 3, step: 1, pairs: []) == nil)
    #expect(SecondLayer(units: 7, outputs: 1, step: 1, pairs: []) == nil)
  }
}
