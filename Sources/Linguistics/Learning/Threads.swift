internal import Dispatch

/// The values of 0..<count, worked out on several threads; the same for any number of them.
public func concurrently<Value: Sendable>(
  _ count: Int, threads: Int, _ body: @Sendable (Int) -> Value
) -> [Value] {
  var results = [Value?](repeating: nil, count: count)
  results.withUnsafeMutableBufferPointer { buffer in
    // Each runner writes the places that are its own.
    nonisolated(unsafe) let places = buffer
    let runners = max(1, min(threads, count))
    DispatchQueue.concurrentPerform(iterations: runners) { runner in
      for place in stride(from: runner, to: count, by: runners) { places[place] = body(place) }
    }
  }
  return results.compactMap(\.self)
}
