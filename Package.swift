// swift-tools-version: 6.0
import PackageDescription

/// Every library target is built in Swift 6 mode with the same settings; `-enforce-exclusivity=unchecked` is worth
/// 20 % of the whole build on a million conversations (docs/performance.md) and the tests run with the checks on.
let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .unsafeFlags(["-enforce-exclusivity=unchecked"], .when(configuration: .release)),
]

func module(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = [], resources: [Resource] = []) -> Target {
  .testTarget(
    name: "\(name)Tests", dependencies: dependencies,
    exclude: exclude, resources: resources, swiftSettings: [.swiftLanguageMode(.v6)])
}

func systemLibrary(_ name: String, pkgConfig: String, apt: String, brew: String) -> Target {
  .systemLibrary(name: name, pkgConfig: pkgConfig, providers: [.apt([apt]), .brew([brew])])
}

let package = Package(
  name: "parlance",
  products: [.executable(name: "parlance", targets: ["parlance"])],
  targets: [
    // Row 0: no dependency on another module of ours.
    module("Basics"),
    module("Markup"),
    module("Notation"),
    module("Statistics"),
    systemLibrary("CCMark", pkgConfig: "libcmark", apt: "libcmark-dev", brew: "cmark"),
    systemLibrary("CArchive", pkgConfig: "libarchive", apt: "libarchive-dev", brew: "libarchive"),
    systemLibrary("CSodium", pkgConfig: "libsodium", apt: "libsodium-dev", brew: "libsodium"),
    systemLibrary("CPCRE2", pkgConfig: "libpcre2-8", apt: "libpcre2-dev", brew: "pcre2"),
    systemLibrary("CCrypto", pkgConfig: "libcrypto", apt: "libssl-dev", brew: "openssl@3"),
    .target(
      name: "CSimdJSON",
      cxxSettings: [.unsafeFlags(["-std=c++17", "-O3"])],
      linkerSettings: [.linkedLibrary("simdjson")]),
    // Row 1
    module("Privacy", ["Basics", "CSodium", "CPCRE2"]),
    // Row 2
    module("Records", ["Basics", "Notation", "Privacy"]),
    // Row 3
    module("Ingestion", ["Basics", "Notation", "Privacy", "Records", "CSimdJSON", "CArchive", "CCrypto"]),
    module("Aggregation", ["Basics", "Notation", "Privacy", "Records", "Statistics"]),
    module("Charts", ["Markup", "Notation"]),
    module("Markdown", ["Basics", "Markup", "CCMark"]),
    module("Templates", ["Basics", "Markup"]),
    module("Publishing", ["Basics", "Markup", "CSodium"]),
    // Row 4
    module("Insights", ["Basics", "Notation", "Privacy", "Records", "Statistics", "Aggregation"]),
    // Row 5
    .target(
      name: "Reporting",
      dependencies: [
        "Basics", "Markup", "Notation", "Statistics", "Privacy", "Records", "Ingestion", "Aggregation", "Charts", "Markdown",
        "Templates", "Publishing", "Insights",
      ],
      swiftSettings: settings, plugins: ["EmbedResources"]),
    // Row 6
    .executableTarget(
      name: "parlance", dependencies: ["Basics", "Records", "Ingestion", "Reporting", "Publishing"], swiftSettings: settings),
    // `templates/` and `assets/` become string literals of the binary at build time.
    .executableTarget(name: "embed-resources", swiftSettings: settings),
    .plugin(name: "EmbedResources", capability: .buildTool(), dependencies: ["embed-resources"]),

    tests("Basics", ["Basics"]),
    tests("Markup", ["Markup"]),
    tests("Notation", ["Notation"]),
    tests("Statistics", ["Statistics"]),
    tests("Privacy", ["Privacy", "Basics"]),
    tests("Records", ["Records", "Notation", "Privacy", "Basics"]),
    tests("Ingestion", ["Ingestion", "Records", "Notation", "Privacy", "Basics"], exclude: ["Fixtures"]),
    tests("Aggregation", ["Aggregation", "Records", "Privacy", "Basics", "Notation", "Statistics"]),
    tests("Insights", ["Insights", "Aggregation", "Records", "Privacy", "Basics", "Notation", "Statistics"]),
    tests("Charts", ["Charts", "Markup", "Notation"], exclude: ["Goldens"]),
    tests("Markdown", ["Markdown", "Markup", "Basics"]),
    tests("Templates", ["Templates", "Markup", "Basics"]),
    tests("Publishing", ["Publishing", "Markup", "Basics"]),
    tests(
      "Reporting",
      [
        "Reporting", "Basics", "Markup", "Notation", "Records", "Ingestion", "Aggregation", "Charts", "Markdown", "Templates",
        "Publishing", "Insights",
      ]),
    tests("CommandLine", ["parlance", "Basics", "Publishing"]),
  ],
  cxxLanguageStandard: .cxx17
)
