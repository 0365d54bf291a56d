// swift-tools-version: 6.2
import PackageDescription

// Each module hands the next a plain value, and nothing reaches back (see CONTRIBUTING.md).
let modules: [Target] = [
  .target(name: "Formulas"),
  .target(name: "Layout"),
  .target(name: "Look", dependencies: ["Formulas"]),
  .target(name: "Unrolling", dependencies: ["Formulas"]),
  .target(
    name: "Lessons",
    dependencies: [
      "Formulas", "Look", "Unrolling", "Storyboards", .product(name: "Yams", package: "Yams"),
    ]),
  .target(name: "Storyboards", dependencies: ["Formulas", "Layout", "Unrolling"]),
  .target(name: "Graphviz", dependencies: ["CGraphviz", "CPNG"]),
  .target(name: "Slides", dependencies: ["Formulas", "Graphviz"]),
  .target(
    name: "Figures",
    dependencies: [
      "Formulas", "Layout", "Look", "Unrolling", "Storyboards", "Graphviz", "Slides",
    ]),
  .target(
    name: "Publishing",
    dependencies: [
      "CGIF", "CGLib", "CQPDF", "CWebP", "CZip", "Formulas", "Graphviz", "Slides", "Typefaces",
    ],
    // In the program itself, so that it can be moved and installed alone.
    resources: [.embedInCode("PowerPoint"), .embedInCode("Player")]),
  .target(name: "Typefaces", dependencies: ["CFontconfig", "CHarfBuzz"]),
  .target(
    name: "Notes",
    dependencies: ["CCommonMark", "Formulas", .product(name: "Yams", package: "Yams")]),
  .target(name: "Watching", dependencies: ["Formulas"]),
  .target(
    name: "UnrollKit",
    dependencies: [
      "Formulas", "Look", "Unrolling", "Lessons", "Storyboards", "Graphviz", "Slides", "Figures",
      "Publishing", "Typefaces",
    ]),
  .target(
    name: "Documents",
    dependencies: [
      "UnrollKit", "Notes", "Publishing", "Lessons", "Look", "Storyboards", "Figures", "Formulas",
      "Unrolling",
    ]),
  .target(
    name: "Previews",
    dependencies: [
      "Formulas", "UnrollKit", "Documents", "Notes", "Publishing", "Storyboards", "Watching",
    ]),
  .executableTarget(
    name: "unroll",
    dependencies: [
      "UnrollKit", "Documents", "Previews", "Formulas", "Look", "Unrolling", "Lessons",
      "Storyboards",
      "Graphviz", "Figures", "Publishing", "Notes", "Watching",
      .product(name: "ArgumentParser", package: "swift-argument-parser"),
    ]),
]

let tests: [Target] = [
  .target(name: "TestSupport", dependencies: ["Formulas"], path: "Tests/Support"),
  .testTarget(
    name: "FiguresTests",
    dependencies: [
      "Figures", "Formulas", "Graphviz", "Layout", "Lessons", "Look", "Storyboards", "Unrolling",
      "Slides", "TestSupport",
    ]),
  .testTarget(name: "FormulasTests", dependencies: ["Formulas", "TestSupport"]),
  .testTarget(name: "GraphvizTests", dependencies: ["CPNG", "Graphviz", "TestSupport"]),
  .testTarget(name: "LayoutTests", dependencies: ["Layout"]),
  .testTarget(
    name: "LessonsTests",
    dependencies: ["Formulas", "Lessons", "Look", "Storyboards", "Unrolling", "TestSupport"],
    exclude: ["Reference"]),
  .testTarget(name: "LookTests", dependencies: ["Formulas", "Look"]),
  .testTarget(name: "NotesTests", dependencies: ["Formulas", "Notes", "TestSupport"]),
  .testTarget(
    name: "PublishingTests",
    dependencies: [
      "CQPDF", "CZip", "Formulas", "Graphviz", "Publishing", "Slides", "TestSupport",
    ]),
  .testTarget(
    name: "StoryboardsTests",
    dependencies: ["Formulas", "Lessons", "Storyboards", "Unrolling", "TestSupport"],
    exclude: ["Golden"]),
  .testTarget(name: "TypefacesTests", dependencies: ["CHarfBuzz", "Typefaces", "TestSupport"]),
  .testTarget(name: "UnrollingTests", dependencies: ["Formulas", "Unrolling", "TestSupport"]),
  .testTarget(name: "WatchingTests", dependencies: ["Formulas", "Watching", "TestSupport"]),
  .testTarget(
    name: "DocumentsTests", dependencies: ["Documents", "Notes", "TestSupport"]),
  .testTarget(
    name: "PreviewsTests",
    dependencies: ["Formulas", "Previews", "Publishing", "Watching", "TestSupport"]),
  .testTarget(
    name: "UnrollKitTests",
    dependencies: [
      "UnrollKit", "Lessons", "Look", "Figures", "Formulas", "Slides", "Storyboards", "Unrolling",
    ]),
  .testTarget(
    name: "unrollTests",
    dependencies: [
      "unroll", "UnrollKit", "Figures", "Formulas", "Lessons", "Notes", "Publishing",
      "Storyboards", "Typefaces", "Unrolling", "CPNG", "TestSupport",
    ],
    exclude: ["Player"]),
]

let package = Package(
  name: "unroll",
  platforms: [.macOS(.v13)],
  products: [
    .executable(name: "unroll", targets: ["unroll"]),
    .library(name: "UnrollKit", targets: ["UnrollKit"]),
  ]
    // The parts, for programs that need more than figures; they do not check gradients.
    + [
      "Formulas", "Layout", "Look", "Unrolling", "Lessons", "Storyboards", "Graphviz", "Slides",
      "Figures", "Publishing", "Typefaces", "Notes", "Documents", "Watching", "Previews",
    ].map { .library(name: $0, targets: [$0]) },
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.0.0"),
  ],
  targets: modules + tests + [
    .systemLibrary(
      name: "CGraphviz", path: "CGraphviz", pkgConfig: "libgvc",
      providers: [.apt(["libgraphviz-dev"]), .brew(["graphviz"])]),
    .systemLibrary(
      name: "CCommonMark", path: "CCommonMark", pkgConfig: "libcmark-gfm",
      providers: [.apt(["libcmark-gfm-dev", "libcmark-gfm-extensions-dev"]), .brew(["cmark-gfm"])]),
    .systemLibrary(
      name: "CPNG", path: "CPNG", pkgConfig: "libpng",
      providers: [.apt(["libpng-dev"]), .brew(["libpng"])]),
    .systemLibrary(
      name: "CQPDF", path: "CQPDF", pkgConfig: "libqpdf",
      providers: [.apt(["libqpdf-dev"]), .brew(["qpdf"])]),
    .systemLibrary(
      name: "CZip", path: "CZip", pkgConfig: "libzip",
      providers: [.apt(["libzip-dev"]), .brew(["libzip"])]),
    .systemLibrary(
      name: "CHarfBuzz", path: "CHarfBuzz", pkgConfig: "harfbuzz-subset",
      providers: [.apt(["libharfbuzz-dev"]), .brew(["harfbuzz"])]),
    .systemLibrary(
      name: "CFontconfig", path: "CFontconfig", pkgConfig: "fontconfig",
      providers: [.apt(["libfontconfig-dev"]), .brew(["fontconfig"])]),
    .systemLibrary(
      name: "CGLib", path: "CGLib", pkgConfig: "glib-2.0",
      providers: [.apt(["libglib2.0-dev"]), .brew(["glib"])]),
    .systemLibrary(
      name: "CWebP", path: "CWebP", pkgConfig: "libwebpmux",
      providers: [.apt(["libwebp-dev"]), .brew(["webp"])]),
    .systemLibrary(
      name: "CGIF", path: "CGIF", providers: [.apt(["libgif-dev"]), .brew(["giflib"])]),
  ],
  swiftLanguageModes: [.v6]
)

// A later compiler may warn of more, which must not stop the build of a user.
if Context.environment["CI", default: ""] != "" {
  for target in package.targets where target.type != .system {
    target.swiftSettings = (target.swiftSettings ?? []) + [.treatAllWarnings(as: .error)]
  }
}
