// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

/// A library target and the test target that covers it.
func module(
  _ name: String, dependencies: [Target.Dependency], resources: [Resource] = [],
  testedWith extra: [Target.Dependency] = []
) -> [Target] {
  [
    .target(name: name, dependencies: dependencies, resources: resources, swiftSettings: strict),
    .testTarget(
      name: name + "Tests", dependencies: [.target(name: name), "TestSupport"] + dependencies + extra,
      swiftSettings: strict),
  ]
}

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
/// The web server, and what its types are made of.
let webServer: [Target.Dependency] = [
  .product(name: "Hummingbird", package: "hummingbird"), .product(name: "HummingbirdCore", package: "hummingbird"),
  .product(name: "NIOCore", package: "swift-nio"),
  .product(name: "HTTPTypes", package: "swift-http-types"), .product(name: "Logging", package: "swift-log"),
]
let embeddedChannels = Target.Dependency.product(name: "NIOEmbedded", package: "swift-nio")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")

let package = Package(
  name: "Hebb",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "HebbSupport", targets: ["HebbSupport"]),
    .library(name: "HebbTensor", targets: ["HebbTensor"]),
    .library(name: "HebbPlasticity", targets: ["HebbPlasticity"]),
    .library(name: "HebbNetworks", targets: ["HebbNetworks"]),
    .library(name: "HebbMemories", targets: ["HebbMemories"]),
    .library(name: "HebbSequences", targets: ["HebbSequences"]),
    .library(name: "HebbData", targets: ["HebbData"]),
    .library(name: "HebbFigures", targets: ["HebbFigures"]),
    .library(name: "HebbExchange", targets: ["HebbExchange"]),
    .library(name: "HebbExperiments", targets: ["HebbExperiments"]),
    .library(name: "HebbStore", targets: ["HebbStore"]),
    .library(name: "HebbStudio", targets: ["HebbStudio"]),
    .library(name: "HebbSweeps", targets: ["HebbSweeps"]),
    .executable(name: "hebb", targets: ["hebb"]),
  ],
  traits: [
    .trait(name: "MPI", description: "Training of one network by several processes, over Open MPI (libopenmpi-dev)")
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0", traits: ["FullFoundation"]),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.14.0"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
  ],
  targets: [
    // C: the hot path, and the system's own libraries.
    .target(name: "CHebbKernels", cSettings: [.treatAllWarnings(as: .error)]),
    .systemLibrary(name: "COpenBLAS", providers: [.apt(["libopenblas-dev", "liblapacke-dev"])]),
    .systemLibrary(name: "CPNG", pkgConfig: "libpng", providers: [.apt(["libpng-dev"]), .brew(["libpng"])]),
    .systemLibrary(
      name: "CTurboJPEG", pkgConfig: "libturbojpeg", providers: [.apt(["libturbojpeg0-dev"]), .brew(["jpeg-turbo"])]),
    .systemLibrary(
      name: "CArchive", pkgConfig: "libarchive", providers: [.apt(["libarchive-dev"]), .brew(["libarchive"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"]), .brew(["openssl"])]),
    // Empty without the trait MPI, which alone needs Open MPI.
    .systemLibrary(name: "COpenMPI", pkgConfig: "ompi-c", providers: [.apt(["libopenmpi-dev"])]),
    .target(
      name: "CHebbMPI", dependencies: [.target(name: "COpenMPI", condition: .when(traits: ["MPI"]))],
      cSettings: [.treatAllWarnings(as: .error), .define("HEBB_MPI", .when(traits: ["MPI"]))]),
    .target(
      name: "HebbMPI", dependencies: [.target(name: "CHebbMPI", condition: .when(traits: ["MPI"])), "HebbSupport"],
      swiftSettings: strict),
    .executableTarget(
      name: "hebb",
      dependencies: [
        "HebbStudio", "HebbStore", "HebbSweeps", "HebbExperiments", "HebbExchange", "HebbMemories", "HebbNetworks",
        "HebbSequences", "HebbData", "HebbFigures", "HebbTensor", "HebbSupport",
        .target(name: "HebbMPI", condition: .when(traits: ["MPI"])),
        argumentParser,
      ], swiftSettings: strict),
    .target(
      name: "TestSupport", dependencies: ["HebbSupport", "CArchive"], path: "Tests/TestSupport", swiftSettings: strict),
    .testTarget(name: "CommandTests", dependencies: ["HebbSupport", "TestSupport"], swiftSettings: strict),
  ]
    + module("HebbSupport", dependencies: ["CArchive", "CCrypto"])
    + module("HebbTensor", dependencies: ["HebbSupport", "COpenBLAS"])
    + module("HebbPlasticity", dependencies: ["HebbTensor", "HebbSupport", "CHebbKernels"])
    + module("HebbNetworks", dependencies: ["HebbPlasticity", "HebbTensor", "HebbSupport", "CHebbKernels"])
    + module("HebbMemories", dependencies: ["HebbTensor", "HebbSupport", "CHebbKernels"])
    + module("HebbSequences", dependencies: ["HebbPlasticity", "HebbTensor", "HebbSupport", "CHebbKernels"])
    + module("HebbData", dependencies: ["HebbTensor", "HebbSupport", "CPNG", "CTurboJPEG", "CZlib", "CArchive"])
    + module("HebbFigures", dependencies: ["HebbTensor", "HebbSupport", "CPNG"])
    + module("HebbExchange", dependencies: ["HebbTensor", "HebbSupport", "CArchive"])
    + module(
      "HebbExperiments",
      dependencies: [
        "HebbNetworks", "HebbSequences", "HebbPlasticity", "HebbMemories", "HebbData", "HebbFigures", "HebbExchange",
        "HebbTensor", "HebbSupport", yams,
      ])
    // Apart from the experiments: SQLite is for those who look at many runs, not for the networks.
    + module("HebbStore", dependencies: ["HebbExperiments", "HebbFigures", "HebbTensor", "HebbSupport", grdb])
    // Many runs at once, by processes that share a folder.
    + module("HebbSweeps", dependencies: ["HebbExperiments", "HebbFigures", "HebbTensor", "HebbSupport"])
    + module(
      "HebbStudio",
      dependencies: [
        "HebbStore", "HebbSweeps", "HebbExperiments", "HebbMemories", "HebbFigures", "HebbTensor", "HebbSupport",
      ] + webServer,
      resources: [.embedInCode("Assets")], testedWith: [embeddedChannels])
)
