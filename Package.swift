// swift-tools-version: 6.2
import PackageDescription

// One road through the house: each room hands the next a plain value (see CONTRIBUTING.md).
let rooms: [Target] = [
  .target(name: "Formulas"),
  .target(name: "Unrolling", dependencies: ["Formulas"]),
  .target(name: "Storyboards", dependencies: ["Formulas", "Unrolling"]),
  .target(name: "Graphviz", dependencies: ["CGraphviz"]),
  .target(name: "Figures", dependencies: ["Formulas", "Storyboards", "Graphviz"]),
  .target(name: "Publishing"),
]

let tests: [Target] = [
  .testTarget(name: "PublishingTests", dependencies: ["Publishing"])
]

let package = Package(
  name: "unroll",
  platforms: [.macOS(.v13)],
  products: [
    .library(
      name: "UnrollKit",
      targets: [
        "Formulas", "Unrolling", "Storyboards", "Graphviz", "Figures", "Publishing",
      ])
  ],
  targets: rooms + tests + [
    .systemLibrary(
      name: "CGraphviz", path: "CGraphviz", pkgConfig: "libgvc",
      providers: [.apt(["libgraphviz-dev"]), .brew(["graphviz"])])
  ],
  swiftLanguageModes: [.v6]
)

for target in package.targets where target.type != .system {
  target.swiftSettings = (target.swiftSettings ?? []) + [.treatAllWarnings(as: .error)]
}
