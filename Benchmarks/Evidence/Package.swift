// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"), .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
]

// A package of its own, so that the reading of texts can be measured without building the server.
// The folders of the two libraries are links to the product's.
let package = Package(
  name: "evidence-timings",
  targets: [
    .target(name: "Statistics", swiftSettings: strict),
    .target(name: "Linguistics", dependencies: ["Statistics"], swiftSettings: strict),
    // Times each task of a list on the data it is given, and prints results with the times.
    .executableTarget(name: "EvidenceTimings", dependencies: ["Linguistics"]),
  ])
