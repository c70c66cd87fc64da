// swift-tools-version: 6.2
import PackageDescription

let fuzzer: [SwiftSetting] = [.unsafeFlags(["-sanitize=fuzzer", "-parse-as-library"])]
let linker: [LinkerSetting] = [.unsafeFlags(["-sanitize=fuzzer"])]
let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
]

// A package of its own over the product's sources, so that nothing a fuzzer needs enters them.
let package = Package(
  name: "fuzz",
  targets: [
    .target(name: "Statistics", exclude: ["Statistics.docc"], swiftSettings: strict),
    .target(name: "Linguistics", dependencies: ["Statistics"], swiftSettings: strict),
    // The part of the conversation reader that meets foreign bytes first.
    .target(name: "Records", swiftSettings: strict),
    .executableTarget(
      name: "FuzzRules", dependencies: ["Linguistics"], swiftSettings: fuzzer,
      linkerSettings: linker),
    .executableTarget(
      name: "FuzzTexts", dependencies: ["Linguistics"], swiftSettings: fuzzer,
      linkerSettings: linker),
    .executableTarget(
      name: "FuzzRecords", dependencies: ["Records"], swiftSettings: fuzzer,
      linkerSettings: linker),
  ])
