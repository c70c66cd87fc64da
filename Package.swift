// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .treatAllWarnings(as: .error),
]

/// Optimised also where it is debugged: here tests spend most of their time, most of all in many samples.
let quick: [SwiftSetting] = strict + [.unsafeFlags(["-O"], .when(configuration: .debug))]

extension Target {
  /// A library of ours: strict settings, and a test target that mirrors its folder.
  static func room(
    _ name: String, _ dependencies: [Dependency] = [], settings: [SwiftSetting] = strict
  ) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: settings)
  }

  /// The tests of one room, with the shared support.
  static func tests(of name: String, _ dependencies: [Dependency] = []) -> Target {
    .testTarget(
      name: "\(name)Tests",
      dependencies: [.byName(name: name), "Support"] + dependencies,
      swiftSettings: strict)
  }
}

extension Target.Dependency {
  static let argumentParser = product(name: "ArgumentParser", package: "swift-argument-parser")
  static let configuration = product(name: "Configuration", package: "swift-configuration")
  static let crypto = product(name: "Crypto", package: "swift-crypto")
  static let cryptoExtras = product(name: "CryptoExtras", package: "swift-crypto")
  static let grdb = product(name: "GRDB", package: "GRDB.swift")
  static let sqlite = product(name: "GRDBSQLite", package: "GRDB.swift")
  static let httpTypes = product(name: "HTTPTypes", package: "swift-http-types")
  static let hummingbirdCore = product(name: "HummingbirdCore", package: "hummingbird")
  static let hummingbird = product(name: "Hummingbird", package: "hummingbird")
  static let lifecycle = product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
  static let logging = product(name: "Logging", package: "swift-log")
  static let unixSignals = product(name: "UnixSignals", package: "swift-service-lifecycle")
  static let nioCore = product(name: "NIOCore", package: "swift-nio")
  static let nioEmbedded = product(name: "NIOEmbedded", package: "swift-nio")
  static let nioHTTPTypes = product(name: "NIOHTTPTypes", package: "swift-nio-extras")
  static let nioPosix = product(name: "NIOPosix", package: "swift-nio")
}

let package = Package(
  name: "attune",
  products: [.executable(name: "attune", targets: ["attune"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-configuration", from: "1.0.0"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.0.0"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.4.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.6.0"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.90.0"),
    .package(url: "https://github.com/apple/swift-nio-extras", from: "1.25.0"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.8.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.20.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.9.0"),
  ],
  targets: [
    // MARK: The program

    /// The command line: serve, demo, import, backup, restore, doctor, user.
    .executableTarget(
      name: "attune",
      dependencies: [
        "App", "People", "Web", "Storage", "Kernel", "Staffing", "Linguistics", "Statistics",
        .argumentParser, .logging,
      ],
      swiftSettings: strict),
    /// Lists the features, opens the database, runs the services.
    .room(
      "App",
      [
        "Evidence", "Workforce", "Measures", "Reviews", "Conversations", "People", "Outbound",
        "Web", "Storage", "Markup", "Kernel", "Linguistics", "Staffing", "Statistics",
        .configuration, .crypto, .lifecycle, .logging, .unixSignals,
      ]),

    // MARK: Capabilities: siblings never import each other

    /// Scorecards, cycles, sampling, assignment, reviews and shared feedback.
    .room(
      "Reviews",
      [
        "Conversations", "People", "Web", "Markup", "Storage", "Kernel", "Statistics", .crypto,
      ]),

    /// Metrics with their numerators and denominators, roll-ups, dashboards, goals.
    .room(
      "Measures",
      ["Conversations", "People", "Web", "Markup", "Storage", "Kernel", "Statistics"]),

    /// Detectors, rules, learned scores, and estimates from machine and people together.
    .room(
      "Evidence",
      [
        "Conversations", "People", "Web", "Markup", "Storage", "Kernel", "Linguistics",
        "Statistics",
      ]),

    /// Volumes, forecasts, staffing, shrinkage, schedules, protected training, the lead's day.
    .room(
      "Workforce",
      [
        "Conversations", "People", "Web", "Markup", "Storage", "Kernel", "Staffing", "Statistics",
      ]),

    // MARK: The ground they share

    /// What is looked at: conversations, their messages, importers, search.
    .room(
      "Conversations", ["People", "Web", "Markup", "Storage", "Kernel", .crypto], settings: quick),
    /// Who looks: workspaces, people, teams, roles, sign-in, permissions, audit.
    .room(
      "People", ["Web", "Outbound", "Markup", "Storage", "Kernel", .crypto, .cryptoExtras]),
    /// How it is shown and asked for: context, pages, forms, problems, languages, features.
    .room(
      "Web",
      [
        "Markup", "Storage", "Kernel", .hummingbird, .hummingbirdCore, .httpTypes, .nioCore,
        .nioHTTPTypes, .logging, .crypto, .lifecycle,
      ], settings: quick),
    /// HTML and SVG that cannot be unsafe by accident; charts.
    .room("Markup", settings: quick),
    /// One SQL text for SQLite and PostgreSQL: literals, connections, migrations, jobs.
    .room("Storage", ["Kernel", "CLibPQ", .grdb, .sqlite, .logging], settings: quick),
    /// Time, ids and chance: what a test must be able to hold still.
    .room("Kernel", settings: quick),
    /// Everything that goes out over a network: letters today.
    .room("Outbound", ["Kernel", "CLibCurl"]),
    /// The library that speaks SMTP and HTTPS for us.
    .systemLibrary(
      name: "CLibCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
    /// The PostgreSQL client library.
    .systemLibrary(name: "CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),

    // MARK: Pure

    /// Estimates with their uncertainty, and sampling; nothing but mathematics.
    .room("Statistics", settings: quick),
    /// How many people, when, and how sure: queues, chance, forecasts, schedules.
    .room("Staffing", ["Statistics"], settings: quick),
    /// Words, sentences, phrases, and what can be learned from texts.
    .room("Linguistics", ["Statistics"], settings: quick),

    // MARK: Tests

    /// What several test targets share: engines, a client, snapshots, the cast.
    .target(
      name: "Support",
      dependencies: [
        "Web", "Storage", "Kernel", .hummingbird, .httpTypes, .nioCore, .nioEmbedded, .nioPosix,
        .logging,
      ],
      path: "Tests/Support", swiftSettings: strict),
    /// Conversations of other teams, as lines of the neutral form.
    .target(
      name: "Corpora", dependencies: ["Support", "Conversations"], path: "Tests/Corpora",
      swiftSettings: strict),
    .tests(of: "Kernel"),
    .tests(of: "Statistics"),
    .tests(of: "Staffing", ["Statistics"]),
    .tests(of: "Linguistics", ["Statistics"]),
    .tests(of: "Outbound", ["Kernel", .nioCore, .nioPosix]),
    .tests(of: "Markup"),
    .tests(of: "Storage", ["Kernel", .logging]),
    .tests(of: "Web", ["Markup", "Storage", "Kernel", .logging]),
    .tests(of: "People", ["Web", "Outbound", "Markup", "Storage", "Kernel", .logging]),
    .tests(of: "Conversations", ["Corpora", "People", "Web", "Markup", "Storage", "Kernel"]),
    .tests(
      of: "Reviews",
      ["Conversations", "People", "Web", "Markup", "Storage", "Kernel", "Statistics"]),
    .tests(
      of: "Measures",
      ["Conversations", "Corpora", "People", "Web", "Markup", "Storage", "Kernel", "Statistics"]),
    .tests(
      of: "Evidence",
      [
        "Conversations", "People", "Web", "Markup", "Storage", "Kernel", "Linguistics",
        "Statistics",
      ]),
    .tests(
      of: "Workforce",
      [
        "Conversations", "People", "Web", "Markup", "Storage", "Kernel", "Staffing", "Statistics",
      ]),
    .tests(
      of: "App",
      [
        "Evidence", "Workforce", "Measures", "Reviews", "Conversations", "People", "Outbound",
        "Web", "Markup", "Storage", "Kernel", "Linguistics", "Staffing", "Statistics",
      ]),
  ])
