import Foundation
import Testing

/// Rules of the house that a compiler does not know.
@Suite struct HouseRuleTests {
  /// The script in `Assets` runs in the browser, which has a clock of its own.
  @Test func `time, keys and chance come in from outside`() throws {
    let leak = #/\bDate\(\)|\bDate\.now\b|\bUUID\(\)|\.random\(|\.shuffled\(\)|\.randomElement\(\)/#
    for file in try SourceTree.files(under: "Sources")
    where !["Sources/Kernel/World.swift", "Sources/Web/Assets/"].contains(
      where: file.path.hasPrefix)
    {
      #expect(code(file).firstMatch(of: leak) == nil, "\(file.path)")
    }
  }

  @Test func `nothing traps on purpose`() throws {
    let trap = #/\btry!|\bas!|\bfatalError\(|\bpreconditionFailure\(/#
    for file in try SourceTree.files(under: "Sources") {
      #expect(code(file).firstMatch(of: trap) == nil, "\(file.path)")
    }
  }

  @Test func `arrows point down only`() throws {
    let floors: [String: Int] = [
      "Kernel": 0, "Statistics": 0, "Markup": 0, "Linguistics": 1, "Staffing": 1, "Storage": 1,
      "Outbound": 1, "Web": 2, "People": 3, "Conversations": 4, "Reviews": 5, "Measures": 5,
      "Evidence": 5, "Workforce": 5, "App": 6, "attune": 7,
    ]
    for file in try SourceTree.files(under: "Sources") {
      guard let room = file.path.split(separator: "/").dropFirst().first,
        let floor = floors[String(room)]
      else { continue }
      for match in file.text.matches(of: #/(?m)^(?:public |internal |package )?import (\w+)/#) {
        guard let other = floors[String(match.1)] else { continue }
        #expect(other < floor, "\(file.path) imports \(match.1)")
      }
    }
  }

  /// Markup from elsewhere: charts draw it, and the HTML type itself needs it.
  @Test func `markup is vouched for in few places`() throws {
    let allowed = ["Sources/Markup/"]
    for file in try SourceTree.files(under: "Sources")
    where !allowed.contains(where: { file.path.hasPrefix($0) }) {
      #expect(!code(file).contains("HTML(unsafe:"), "\(file.path)")
    }
  }

  /// Chinese has a mark of its own between the words of a list.
  @Test func `lists on pages are joined by their language`() throws {
    let page = #/(View|Pages?|Findings)\.swift$/#
    for file in try SourceTree.files(under: "Sources") where file.path.contains(page) {
      #expect(!code(file).contains(".joined(separator: \", \")"), "\(file.path)")
    }
  }

  /// Statements that rightly concern no single workspace, by the file that holds them.
  @Test func `statements across workspaces are few and known`() throws {
    let known: Set<String> = [
      // The engines, the schema, the queue and the copies of everything.
      "Sources/Storage/", "Sources/App/Backup/", "Sources/App/Health/",
      // The program's own question: which workspaces are there?
      "Sources/People/Workspace/Workspace+Store.swift",
      // Before anybody is signed in: is there a workspace, and where does an address belong?
      "Sources/People/Workspace/FirstRun.swift", "Sources/People/SignIn/SignIn.swift",
    ]
    for file in try SourceTree.files(under: "Sources")
    where code(file).contains("acrossWorkspaces:") {
      #expect(known.contains { file.path.hasPrefix($0) }, "\(file.path)")
    }
  }

  @Test func `files are short enough to read`() throws {
    for file in try SourceTree.files(under: "Sources")
    where !file.path.contains("/Words/") && !file.path.contains("/Assets/")
      && !file.path.contains("/Texts/")
    {
      let lines = file.text.split(separator: "\n", omittingEmptySubsequences: false).count
      #expect(lines <= 400, "\(file.path) has \(lines) lines")
    }
  }

  /// The text without comments.
  private func code(_ file: SourceTree.File) -> String {
    file.text.split(separator: "\n").filter { line in
      !line.drop(while: { $0 == " " }).hasPrefix("//")
    }.joined(separator: "\n")
  }
}
