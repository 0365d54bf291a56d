// swift-tools-version: 6.2
import PackageDescription

// A separate package, so that building unroll does not build this.
let package = Package(
  name: "Benchmarks",
  platforms: [.macOS(.v13)],
  dependencies: [.package(name: "unroll", path: "..")],
  targets: [
    .executableTarget(
      name: "passes",
      dependencies: ["UnrollKit", "Figures", "Graphviz", "Publishing"].map {
        .product(name: $0, package: "unroll")
      },
      // Without bounds checks, the handwritten loops are the limit that they are meant to be.
      swiftSettings: [.unsafeFlags(["-Ounchecked"])])
  ],
  swiftLanguageModes: [.v6]
)
