import Support
import Testing

/// The reference values, run against every function; a name nobody knows fails the run.
@Suite struct StatisticsVectors {
  @Test func `there are files to run`() { #expect(!VectorFile.names.isEmpty) }

  @Test(arguments: VectorFile.names)
  func `every case gives the expected numbers`(name: String) throws {
    let file = try VectorFile.read(name)
    var failed = 0
    for item in file.cases {
      guard let complaint = complaint(about: item, in: file) else { continue }
      failed += 1
      Issue.record("\(item.id) (\(item.kind)): \(complaint)")
    }
    #expect(!file.cases.isEmpty)
    print("vectors \(file.topic): \(file.cases.count) cases run, \(failed) failed")
  }

  private func complaint(about item: VectorFile.Case, in file: VectorFile) -> String? {
    guard let function = vectorFunctions[item.fn] else {
      return "nobody knows the function \(item.fn)"
    }
    do {
      return try function(file.input(of: item)).difference(
        from: item.expected, relative: item.tolerance.rel, absolute: item.tolerance.abs)
    } catch {
      return "\(error)"
    }
  }
}

private let vectorFunctions: VectorFunctions = [
  foundationsFunctions, intervalsFunctions, comparisonFunctions, samplingFunctions,
  agreementFunctions, spcFunctions, ppiFunctions, nonresponseFunctions, effectsFunctions,
  goalsFunctions, driversFunctions,
].reduce(into: [:]) { $0.merge($1) { $1 } }
