import Dispatch
import Glibc

extension SplitMix64 {
  /// The generator as it is after so many draws; costs the same however many.
  public func advanced(by draws: Int) -> SplitMix64 {
    SplitMix64(seed: state &+ 0x9E37_79B9_7F4A_7C15 &* UInt64(truncatingIfNeeded: draws))
  }
}

/// Many repetitions of a random experiment, the same for any number of threads.
///
/// Replicate r begins where r times `draws` numbers have been drawn from the seed, so a repetition
/// does not care who computed the ones before it.
public struct Replication: Hashable, Sendable {
  /// How many repetitions.
  public let count: Int
  /// How many numbers each repetition draws.
  public let draws: Int
  public let seed: UInt64
  /// How many run at once; results do not depend on it.
  public let threads: Int

  /// By default there are as many threads as processors, and one for small work.
  public init(count: Int, draws: Int, seed: UInt64, threads: Int? = nil) {
    self.count = Swift.max(0, count)
    self.draws = Swift.max(0, draws)
    self.seed = seed
    let (work, isHuge) = self.count.multipliedReportingOverflow(by: self.draws)
    let fitting = !isHuge && work < 50_000 ? 1 : Self.processors
    self.threads = Swift.max(1, Swift.min(threads ?? fitting, 64))
  }

  private static let processors = Swift.max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))

  /// One number per repetition.
  ///
  /// - Parameters:
  ///   - scratch: memory for one thread, made once per thread.
  ///   - body: one repetition; draws from the generator it is given, at most `draws` numbers.
  /// - Returns: the answers, in the order of the repetitions.
  @inlinable
  public func results<Scratch>(
    scratch: @Sendable () -> Scratch,
    _ body: @Sendable (inout Scratch, inout SplitMix64) -> Double
  ) -> [Double] {
    results { range, target in
      var memory = scratch()
      for replicate in range {
        var chance = generator(of: replicate)
        target[replicate] = body(&memory, &chance)
      }
    }
  }

  /// The generator at the beginning of a repetition.
  public func generator(of replicate: Int) -> SplitMix64 {
    SplitMix64(seed: seed).advanced(by: replicate &* draws)
  }

  /// Gives every thread a range of repetitions and the place for all results.
  ///
  /// The body fills the places of its range, and no others.
  @usableFromInline
  func results(_ body: @Sendable (Range<Int>, UnsafeMutableBufferPointer<Double>) -> Void)
    -> [Double]
  {
    let threads = Swift.min(self.threads, Swift.max(1, count))
    return [Double](unsafeUninitializedCapacity: count) { target, filled in
      target.initialize(repeating: 0)
      // Each thread writes the places of its own range only.
      nonisolated(unsafe) let places = target
      @Sendable func run(_ part: Int) {
        body(count * part / threads..<count * (part + 1) / threads, places)
      }
      if threads == 1 {
        run(0)
      } else {
        DispatchQueue.concurrentPerform(iterations: threads, execute: run)
      }
      filled = count
    }
  }

  /// The mean of each resample: `draws` values, drawn with replacement.
  ///
  /// Four sums at once, so that the additions do not wait for each other.
  public func means(of values: [Double]) -> [Double] {
    guard !values.isEmpty, draws > 0, values.allSatisfy(\.isFinite) else { return [] }
    return values.withUnsafeBufferPointer { values in
      nonisolated(unsafe) let values = values
      return results { range, target in
        for replicate in range {
          target[replicate] = mean(of: values, in: generator(of: replicate))
        }
      }
    }
  }

  private func mean(of values: UnsafeBufferPointer<Double>, in chance: SplitMix64) -> Double {
    var chance = chance
    let bound = UInt64(values.count)
    var (a, b, c, d) = (0.0, 0.0, 0.0, 0.0)
    for _ in 0..<draws / 4 {
      a += values[Int(truncatingIfNeeded: chance.next().multipliedFullWidth(by: bound).high)]
      b += values[Int(truncatingIfNeeded: chance.next().multipliedFullWidth(by: bound).high)]
      c += values[Int(truncatingIfNeeded: chance.next().multipliedFullWidth(by: bound).high)]
      d += values[Int(truncatingIfNeeded: chance.next().multipliedFullWidth(by: bound).high)]
    }
    for _ in 0..<draws % 4 {
      a += values[Int(truncatingIfNeeded: chance.next().multipliedFullWidth(by: bound).high)]
    }
    return ((a + b) + (c + d)) / Double(draws)
  }
}
