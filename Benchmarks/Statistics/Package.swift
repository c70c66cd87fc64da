// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that the mathematics can be measured without building the server. The
// folder Sources/Statistics is a link to the product's.
let package = Package(
  name: "statistics-timings",
  targets: [
    // Nothing but mathematics.
    .target(
      name: "Statistics",
      swiftSettings: [
        .enableUpcomingFeature("ExistentialAny"), .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("InternalImportsByDefault"),
      ]),
    // Times each task of a list on the data it is given, and prints results with the times.
    .executableTarget(name: "StatisticsTimings", dependencies: ["Statistics"]),
  ])
