import Foundation
import Kernel
import Outbound
import People
import Support
import Testing

@testable import App

@Suite struct SettingsTests {
  @Test func `a flag wins over the environment, and that over the file`() async throws {
    try await withFile(#"{"port": 7003, "host": "10.0.0.3", "sessionHours": 3}"#) { folder in
      let environment = [
        "ATTUNE_DATA": folder, "ATTUNE_PORT": "7002", "ATTUNE_PUBLIC_URL": "https://a.example",
      ]
      let all = try await Settings(.init(port: 7001), environment: environment)
      #expect(all.port == 7001 && all.host == "10.0.0.3" && all.sessionHours == 3)
      #expect(all.publicURL == "https://a.example" && all.data == folder)
      let two = try await Settings(.init(), environment: environment)
      #expect(two.port == 7002)
      let one = try await Settings(.init(data: folder), environment: [:])
      #expect(one.port == 7003 && one.database == nil)
      let none = try await Settings(.init(data: folder + "/none"), environment: [:])
      #expect(none.port == 8080 && none.host == "127.0.0.1" && none.sessionIdleMinutes == 30)
    }
  }

  @Test func `a file may be named, and then it must be there`() async throws {
    try await withFile(#"{"host": "10.0.0.4"}"#) { folder in
      let path = folder + "/attune.json"
      let named = try await Settings(.init(data: "/nowhere", file: path), environment: [:])
      #expect(named.host == "10.0.0.4")
      let variable = try await Settings(.init(), environment: ["ATTUNE_CONFIG": path])
      #expect(variable.host == "10.0.0.4")
      await #expect(throws: SettingsError.self) {
        try await Settings(.init(file: folder + "/other.json"), environment: [:])
      }
    }
  }

  @Test(arguments: [
    ["ATTUNE_PORT": "eighty"], ["ATTUNE_PORT": "70000"], ["ATTUNE_PORT": "-1"],
    ["ATTUNE_SESSION_HOURS": "0"], ["ATTUNE_SESSION_IDLE_MINUTES": "soon"],
    ["ATTUNE_REQUESTS_PER_SECOND": "-5"], ["ATTUNE_PUBLIC_URL": "quality.example.org"],
  ])
  func `a value that means nothing is named, not passed over`(
    environment: [String: String]
  ) async throws {
    let error = await #expect(throws: SettingsError.self) {
      try await Settings(.init(data: "/nowhere"), environment: environment)
    }
    let value = environment.values.first ?? ""
    #expect(error?.description.contains("expected") == true)
    #expect(error?.description.contains(value) == true)
  }

  @Test func `a broken file is named`() async throws {
    try await withFile("{ port: 1 ") { folder in
      let error = await #expect(throws: SettingsError.self) {
        try await Settings(.init(data: folder), environment: [:])
      }
      #expect(error?.name.hasSuffix("attune.json") == true)
    }
  }

  @Test func `whoever others can reach needs a claim code`() async throws {
    for (environment, isExposed) in [
      ([:], false), (["ATTUNE_HOST": "127.0.0.1"], false), (["ATTUNE_HOST": "::1"], false),
      (["ATTUNE_HOST": "localhost"], false), (["ATTUNE_HOST": "0.0.0.0"], true),
      (["ATTUNE_HOST": "192.0.2.4"], true), (["ATTUNE_PUBLIC_URL": "https://a.example"], true),
    ] as [([String: String], Bool)] {
      let settings = try await Settings(.init(data: "/nowhere"), environment: environment)
      #expect(settings.isExposed == isExposed, "\(environment)")
    }
  }

  @Test func `a password in the database's address is not shown`() {
    #expect(
      Settings.masked("postgresql://attune:s3cret@db.example/attune")
        == "postgresql://attune:•••@db.example/attune")
  }

  @Test func `a mail server needs a sender, and its password is not shown`() async throws {
    let environment = [
      "ATTUNE_MAIL": "smtp://attune:s3cret@mail.example:587",
      "ATTUNE_MAIL_FROM": "attune@example.org",
    ]
    let settings = try await Settings(.init(data: "/nowhere"), environment: environment)
    #expect(settings.post?.from.address == "attune@example.org")
    #expect(settings.description.contains("mail.example:587"))
    #expect(!settings.description.contains("s3cret"))
    #expect(try await Settings(.init(data: "/nowhere"), environment: [:]).post == nil)
    for wrong in [
      ["ATTUNE_MAIL": "smtp://mail.example"],
      ["ATTUNE_MAIL": "smtp://mail.example", "ATTUNE_MAIL_FROM": "nobody"],
      ["ATTUNE_MAIL": "https://a:s3cret@mail.example", "ATTUNE_MAIL_FROM": "a@example.org"],
    ] {
      let error = await #expect(throws: SettingsError.self) {
        try await Settings(.init(data: "/nowhere"), environment: wrong)
      }
      #expect(error?.description.contains("s3cret") == false)
    }
  }

  private func withFile(
    _ text: String, _ body: (String) async throws -> Void
  ) async throws {
    let folder = temporaryFolder("attune_settings_\(World.live.key())")
    defer { removeFolder(folder) }
    try text.write(toFile: folder + "/attune.json", atomically: true, encoding: .utf8)
    try await body(folder)
  }
}
