// swift-tools-version: 6.2
import PackageDescription

/// Every target is held to the same rules: imports say who may see them, `any` is written out,
/// a member is visible only where its module is imported, and a warning is an error.
let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

func room(_ name: String, _ dependencies: [Target.Dependency] = [], plugins: [Target.PluginUsage] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: strict, plugins: plugins)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(name: name + "Tests", dependencies: dependencies, swiftSettings: strict)
}

let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let cryptoExtras = Target.Dependency.product(name: "CryptoExtras", package: "swift-crypto")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let sqlite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let hummingbirdTesting = Target.Dependency.product(name: "HummingbirdTesting", package: "hummingbird")
let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let jwtKit = Target.Dependency.product(name: "JWTKit", package: "jwt-kit")
let httpClient = Target.Dependency.product(name: "AsyncHTTPClient", package: "async-http-client")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")

let package = Package(
    name: "FirmGround",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "firmground", targets: ["FirmGround"]),
        .executable(name: "firmground-benchmark", targets: ["FirmGroundBenchmark"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.30.0"),
        .package(url: "https://github.com/vapor/jwt-kit", from: "5.7.0"),
    ],
    targets: [
        room("Rulebook", [yams]),
        room("Law", ["Rulebook"]),
        room("Casework", ["Rulebook", "Law"]),
        room("StrictJSON"),
        room("Measures"),
        room("Ledger", ["Rulebook", "Casework", "StrictJSON", "Measures", crypto]),
        room("LedgerSQLite", ["Ledger", grdb, sqlite]),
        .systemLibrary(name: "CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        room("LedgerPostgres", ["Ledger", "CLibPQ"]),
        room("Identity", ["StrictJSON", crypto]),
        room("SignOn", ["StrictJSON", jwtKit, crypto]),
        room("Access", ["Rulebook", "Law", "Casework", "StrictJSON", "Ledger", "Identity", cryptoExtras, crypto]),
        room("Interface", ["Rulebook", "Law", "Casework", "StrictJSON", crypto]),
        room("Uploads", [nioCore, nioPosix]),
        room("Markup"),
        room(
            "Web",
            [
                "Rulebook", "Law", "Casework", "StrictJSON", "Measures", "Ledger", "Identity", "SignOn", "Access",
                "Uploads", "Interface", "Exchange", "Markup", hummingbird, httpTypes, logging,
            ]),
        room("Exchange", ["Rulebook", "Law", "Casework", "StrictJSON"]),
        .executableTarget(name: "EmbedTool", swiftSettings: strict),
        .plugin(name: "EmbedFiles", capability: .buildTool(), dependencies: ["EmbedTool"]),
        .executableTarget(
            name: "FirmGround",
            dependencies: [
                "Rulebook", "Law", "Casework", "StrictJSON", "Ledger", "LedgerSQLite", "LedgerPostgres", "Identity",
                "SignOn", "Access", "Exchange", "Uploads", "Interface", "Web", httpClient,
                argumentParser,
                hummingbird, logging, crypto, nioCore, nioHTTP1, nioPosix,
            ], swiftSettings: strict, plugins: ["EmbedFiles"]),
        room(
            "TestSupport",
            ["Rulebook", "Law", "Casework", "Ledger", "LedgerSQLite", "LedgerPostgres", "CLibPQ", "Exchange", grdb]),
        .executableTarget(
            name: "FirmGroundBenchmark",
            dependencies: [
                "Rulebook", "Casework", "StrictJSON", "Ledger", "LedgerSQLite", "LedgerPostgres", "Access", "Exchange",
                nioCore, nioPosix, sqlite,
            ], path: "Benchmarks/InProcess", swiftSettings: strict),
        tests("Rulebook", ["Rulebook", "Casework"]),
        tests("Law", ["Rulebook", "Law"]),
        tests("Casework", ["Rulebook", "Law", "Casework"]),
        tests("StrictJSON", ["StrictJSON", "TestSupport"]),
        tests(
            "Ledger",
            [
                "Rulebook", "Law", "Casework", "Ledger", "LedgerSQLite", "LedgerPostgres", "Access", "TestSupport",
                crypto,
            ]),
        .testTarget(
            name: "IdentityTests", dependencies: ["Identity", "StrictJSON", crypto], exclude: ["Fixtures"],
            swiftSettings: strict),
        tests("Interface", ["Interface", "Rulebook", "Law", "Casework", "StrictJSON"]),
        tests("Uploads", ["Uploads", nioCore, nioPosix]),
        tests("SignOn", ["SignOn", "StrictJSON", crypto, cryptoExtras]),
        tests("Access", ["Rulebook", "Law", "Casework", "Ledger", "Identity", "Access", "TestSupport"]),
        .testTarget(
            name: "MarkupTests", dependencies: ["Markup"], exclude: ["Oracle/render.py", "Oracle/expected.json"],
            swiftSettings: strict),
        .testTarget(
            name: "ExchangeTests", dependencies: ["Exchange", "Rulebook", "Law", "Casework", "StrictJSON"],
            exclude: ["Fixtures"], swiftSettings: strict),
        tests(
            "Web",
            [
                "Rulebook", "Law", "Casework", "Ledger", "LedgerSQLite", "Identity", "Access", "Web", "TestSupport",
                hummingbird,
                hummingbirdTesting, httpTypes, logging,
            ]),
    ]
)
