// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
]
// What is to be explored counts the ways it goes, so that new ones are found.
let explored: [SwiftSetting] = strict + [.unsafeFlags(["-sanitize=fuzzer"])]
let linker: [LinkerSetting] = [.unsafeFlags(["-sanitize=fuzzer", "-use-ld=lld"])]

// A package of its own over the product's sources, so that nothing a fuzzer needs enters them.
let package = Package(
  name: "fuzz",
  targets: [
    .target(name: "Statistics", exclude: ["Statistics.docc"], swiftSettings: strict),
    .target(name: "Linguistics", dependencies: ["Statistics"], swiftSettings: explored),
    // The part of the conversation reader that meets foreign bytes first.
    .target(name: "Records", swiftSettings: explored),
    .target(name: "CFuzzer"),
    .target(name: "Fuzzing", dependencies: ["CFuzzer"], swiftSettings: strict),
    .executableTarget(
      name: "FuzzRules", dependencies: ["Linguistics", "Fuzzing"], swiftSettings: strict,
      linkerSettings: linker),
    .executableTarget(
      name: "FuzzTexts", dependencies: ["Linguistics", "Fuzzing"], swiftSettings: strict,
      linkerSettings: linker),
    .executableTarget(
      name: "FuzzRecords", dependencies: ["Records", "Fuzzing"], swiftSettings: strict,
      linkerSettings: linker),
  ])
