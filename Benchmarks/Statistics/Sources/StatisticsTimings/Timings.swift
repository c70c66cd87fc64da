import Foundation

/// Times every task on the data of a file: `StatisticsTimings inputs.json [seconds a task] [names…]`.
@main struct Timings {
  private struct Row: Encodable {
    let seconds: Double
    let result: [Double?]
  }

  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst()
    guard let path = arguments.first else {
      FileHandle.standardError.write(Data("Which file of inputs?\n".utf8))
      exit(2)
    }
    let patience = arguments.dropFirst().first.flatMap(Double.init) ?? 0.5
    let wanted = Set(arguments.dropFirst(2))
    let stopwatch = Stopwatch(patience: patience)
    var rows = [String: Row]()
    for task in Task.all(try Inputs.read(path)) where wanted.isEmpty || wanted.contains(task.name) {
      let (seconds, result) = stopwatch.shortest(task.work)
      rows[task.name] = Row(seconds: seconds, result: result)
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    FileHandle.standardOutput.write(try encoder.encode(rows))
  }
}
