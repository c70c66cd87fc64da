// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that nothing a measurement needs enters the product.
let package = Package(
  name: "benchmarks",
  dependencies: [
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.20.0")
  ],
  targets: [
    // The least a Hummingbird server can do, measured beside our pages.
    .executableTarget(
      name: "Bare", dependencies: [.product(name: "Hummingbird", package: "hummingbird")])
  ])
