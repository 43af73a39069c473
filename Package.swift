// swift-tools-version: 6.3

import PackageDescription

// MARK: Settings

/// `make fuzz`: our own code with the marks that lead libFuzzer through it, and with Address Sanitizer. Without the
/// marks the fuzzer would be blind; optimised, because it runs everything some millions of times.
let isFuzzed = Context.environment["QUORATE_FUZZ"] != nil
let fuzzing: [SwiftSetting] = isFuzzed ? [.unsafeFlags(["-sanitize=fuzzer,address", "-O"])] : []

/// What every target of ours is compiled with. `Documentation/Modules.md` says why.
let strict: [SwiftSetting] =
    fuzzing + [
        .swiftLanguageMode(.v6),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("InferIsolatedConformances"),
        .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
        .enableUpcomingFeature("ImmutableWeakCaptures"),
        .strictMemorySafety(),
        .treatAllWarnings(as: .error),
    ]

/// Arithmetic is 50 to 90 times slower unoptimised, which would make the debug test suite useless.
let arithmetic: [SwiftSetting] = strict + [.unsafeFlags(["-O"], .when(configuration: .debug))]

/// The only targets that may see the experimental `Lifetimes` feature: a property that returns a span needs it.
let lifetimes: [SwiftSetting] = arithmetic + [.enableExperimentalFeature("Lifetimes")]

// MARK: Third-party products, each imported by the targets that name it and no others

let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let certificates: Target.Dependency = .product(name: "X509", package: "swift-certificates")
let asn1: Target.Dependency = .product(name: "SwiftASN1", package: "swift-asn1")
let grpc: Target.Dependency = .product(name: "GRPCCore", package: "grpc-swift-2")
let grpcTransport: Target.Dependency = .product(
    name: "GRPCNIOTransportHTTP2Posix", package: "grpc-swift-nio-transport")
let grpcProtobuf: Target.Dependency = .product(name: "GRPCProtobuf", package: "grpc-swift-protobuf")
let protobuf: Target.Dependency = .product(name: "SwiftProtobuf", package: "swift-protobuf")
let hummingbird: Target.Dependency = .product(name: "Hummingbird", package: "hummingbird")
let hummingbirdCore: Target.Dependency = .product(name: "HummingbirdCore", package: "hummingbird")
let hummingbirdTLS: Target.Dependency = .product(name: "HummingbirdTLS", package: "hummingbird")
let httpTypes: Target.Dependency = .product(name: "HTTPTypes", package: "swift-http-types")
let nioCore: Target.Dependency = .product(name: "NIOCore", package: "swift-nio")
let nioHTTP1: Target.Dependency = .product(name: "NIOHTTP1", package: "swift-nio")
let nioPosix: Target.Dependency = .product(name: "NIOPosix", package: "swift-nio")
let nioCertificates: Target.Dependency = .product(name: "NIOCertificateReloading", package: "swift-nio-extras")
let nioTLS: Target.Dependency = .product(name: "NIOTLS", package: "swift-nio")
let nioSSL: Target.Dependency = .product(name: "NIOSSL", package: "swift-nio-ssl")
let httpClient: Target.Dependency = .product(name: "AsyncHTTPClient", package: "async-http-client")
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let lifecycle: Target.Dependency = .product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let lifecycleSignals: Target.Dependency = .product(name: "UnixSignals", package: "swift-service-lifecycle")
let configuration: Target.Dependency = .product(name: "Configuration", package: "swift-configuration")
let arguments: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let deque: Target.Dependency = .product(name: "DequeModule", package: "swift-collections")
let histogram: Target.Dependency = .product(name: "Histogram", package: "hdrhistogram-swift")
let real: Target.Dependency = .product(name: "RealModule", package: "swift-numerics")
let system: Target.Dependency = .product(name: "SystemPackage", package: "swift-system")

let package = Package(
    name: "quorate",
    products: [.executable(name: "quorate", targets: ["quorate"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-asn1", from: "1.7.4"),
        .package(url: "https://github.com/apple/swift-certificates", from: "1.21.1"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0", traits: ["YAML"]),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.29.0"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/apple/swift-numerics", from: "1.1.1"),
        .package(url: "https://github.com/apple/swift-protobuf", from: "1.39.0"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/grpc/grpc-swift-2", from: "2.4.3"),
        .package(url: "https://github.com/grpc/grpc-swift-nio-transport", from: "2.9.2"),
        .package(url: "https://github.com/grpc/grpc-swift-protobuf", from: "2.4.1"),
        .package(url: "https://github.com/HdrHistogram/hdrhistogram-swift", from: "0.2.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        // MARK: Layer 0: bytes, memory, groups

        .target(name: "CShims"),
        .systemLibrary(
            name: "CSodium", pkgConfig: "libsodium", providers: [.apt(["libsodium-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(
            name: "COpenSSL", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(
            name: "CPKCS11", pkgConfig: "p11-kit-1", providers: [.apt(["libp11-kit-dev"])]),
        .target(name: "AsyncGate", swiftSettings: strict),
        .target(name: "ByteCoding", swiftSettings: strict),
        .target(name: "CivilCalendar", swiftSettings: strict),
        .target(name: "SteadyTime", swiftSettings: strict),
        .target(name: "Secrets", dependencies: ["CShims"], swiftSettings: lifetimes),
        .target(name: "Groups", dependencies: ["COpenSSL", "CSodium", "Secrets"], swiftSettings: lifetimes),

        // MARK: Layer 1: protocols and values, without I/O, clock and Foundation

        .target(name: "StrictJSON", swiftSettings: strict),
        .target(name: "SecretSharing", dependencies: ["ByteCoding", "Groups", "Secrets"], swiftSettings: arithmetic),
        .target(
            name: "KeyMap", dependencies: ["ByteCoding", "Groups", "SecretSharing", crypto], swiftSettings: strict),
        .target(name: "Placement", dependencies: ["ByteCoding", "KeyMap", "SecretSharing"], swiftSettings: arithmetic),
        .target(
            name: "KeyMaterial",
            dependencies: ["ByteCoding", "COpenSSL", "Groups", "KeyMap", "Secrets", crypto], swiftSettings: arithmetic),
        .target(
            name: "ThresholdCrypto",
            dependencies: ["ByteCoding", "Groups", "KeyMap", "Secrets", "SecretSharing", crypto],
            swiftSettings: arithmetic),
        .target(
            name: "KeyGeneration",
            dependencies: ["ByteCoding", "Groups", "KeyMap", "Secrets", "SecretSharing", "ThresholdCrypto", crypto],
            swiftSettings: arithmetic),
        .target(
            name: "CustodianContract",
            dependencies: [
                "AsyncGate", "ByteCoding", "Groups", "KeyGeneration", "KeyMap", "KeyMaterial", "SecretSharing", crypto,
            ],
            swiftSettings: strict),
        .target(
            name: "AuditLog", dependencies: ["ByteCoding", "CivilCalendar", "KeyMap", "StrictJSON", crypto],
            swiftSettings: strict),
        .target(name: "AccessPolicy", dependencies: ["CivilCalendar", "StrictJSON"], swiftSettings: strict),
        .target(name: "StatisticalSuite", dependencies: [real], swiftSettings: arithmetic),
        .target(
            name: "Entropy", dependencies: ["ByteCoding", "COpenSSL", "KeyMap", "Secrets", crypto, real],
            swiftSettings: arithmetic),
        .target(name: "EntropyAssessment", dependencies: [real], swiftSettings: arithmetic),
        .target(name: "Forecasting", dependencies: [real], swiftSettings: arithmetic),
        .target(name: "Telemetry", swiftSettings: strict),
        .target(name: "AWSProtocol", dependencies: ["CivilCalendar", "StrictJSON", crypto], swiftSettings: strict),
        .target(name: "Charts", dependencies: ["CivilCalendar", real], swiftSettings: arithmetic),

        // MARK: Layer 2: the use cases

        .target(
            name: "Custodian",
            dependencies: [
                "AsyncGate", "AuditLog", "ByteCoding", "CustodianContract", "Entropy", "Groups", "KeyGeneration",
                "KeyMap",
                "KeyMaterial", "Placement", "SecretSharing", "Secrets", "SteadyTime", "ThresholdCrypto", crypto, deque,
            ],
            swiftSettings: arithmetic),
        .target(
            name: "Coordination",
            dependencies: [
                "AsyncGate", "ByteCoding", "CustodianContract", "Groups", "KeyMap", "KeyMaterial", "Placement",
                "Secrets",
                "SecretSharing", "SteadyTime", "ThresholdCrypto", deque,
            ],
            swiftSettings: arithmetic),
        .target(
            name: "Hub",
            dependencies: [
                "AsyncGate", "ByteCoding", "CustodianContract", "Groups", "KeyGeneration", "KeyMap", "KeyMaterial",
                "Placement", "SecretSharing", "Secrets", "SteadyTime",
            ],
            swiftSettings: strict),
        .target(
            name: "Gateway",
            dependencies: [
                "AWSProtocol", "AccessPolicy", "AsyncGate", "AuditLog", "ByteCoding", "Coordination",
                "CustodianContract", "Groups", "KeyMap", "KeyMaterial", "Placement", "Secrets", "SteadyTime",
                "StrictJSON",
                "Telemetry", "ThresholdCrypto", crypto, logging,
            ],
            swiftSettings: strict),

        // MARK: Layer 3: adapters to the outside

        .target(
            name: "FleetProto", dependencies: [grpc, grpcProtobuf, protobuf],
            swiftSettings: [.swiftLanguageMode(.v6)]),
        .target(
            name: "FleetIdentity",
            dependencies: [
                "ByteCoding", "CustodianContract", "KeyGeneration", "KeyMap", "Secrets", "Telemetry", asn1,
                certificates, crypto,
            ],
            swiftSettings: strict),
        .target(
            name: "FleetRPC",
            dependencies: [
                "ByteCoding", "Custodian", "CustodianContract", "Entropy", "FleetProto", "FleetIdentity", "Hub",
                "KeyGeneration", "KeyMap", "KeyMaterial", "Telemetry", asn1, certificates, deque, grpc, grpcTransport,
                lifecycle, logging, nioCertificates, nioCore, nioSSL, nioTLS, protobuf,
            ],
            swiftSettings: strict),
        .target(name: "SQLiteStorage", dependencies: ["ByteCoding", "KeyMap", grdb], swiftSettings: strict),
        .target(
            name: "AuditStorage", dependencies: ["AuditLog", "ByteCoding", "KeyMap", lifecycle], swiftSettings: strict),

        .target(
            name: "KMSAPI",
            dependencies: [
                "AWSProtocol", "Gateway", "KeyMap", "Secrets", "Telemetry", httpTypes, hummingbird, hummingbirdCore,
                lifecycle, logging, nioCore,
            ],
            swiftSettings: strict),
        .target(
            name: "AdminAPI",
            dependencies: [
                "AWSProtocol", "AccessPolicy", "AuditLog", "ByteCoding", "Coordination", "Custodian", "Entropy",
                "Gateway",
                "Hub", "KeyMap",
                "Placement", "SecretSharing", "Telemetry", crypto, httpTypes,
                hummingbird, nioCore,
            ],
            swiftSettings: strict),
        .target(
            name: "AdminClient", dependencies: ["AdminAPI", httpClient, nioCore, nioHTTP1, nioSSL],
            swiftSettings: strict),
        .target(
            name: "LoadGenerator", dependencies: ["AWSProtocol", histogram, httpClient, nioCore, nioHTTP1, nioPosix],
            swiftSettings: strict),
        .target(
            name: "EntropyCollectors",
            dependencies: [
                "CPKCS11", "CShims", "Entropy", "EntropyAssessment", "KeyMap", "Secrets", "SteadyTime",
            ],
            swiftSettings: arithmetic),
        .target(
            name: "ForecastFiles", dependencies: ["CZlib", "CivilCalendar", "Forecasting"], swiftSettings: arithmetic),
        .target(
            name: "EventFeeds",
            dependencies: [
                "CivilCalendar", "ForecastFiles", "Forecasting", "StrictJSON", httpClient, nioCore, nioHTTP1,
            ],
            swiftSettings: arithmetic),
        .target(name: "ProcessHardening", dependencies: ["CShims"], swiftSettings: strict),

        // MARK: Layer 4: processes

        .target(
            name: "Assembly",
            dependencies: [
                "AWSProtocol", "AdminAPI", "AuditLog", "AuditStorage", "ByteCoding", "Coordination", "Custodian",
                "CustodianContract", "Entropy", "EntropyCollectors", "FleetRPC", "FleetIdentity", "Gateway", "Groups",
                "Hub",
                "KMSAPI", "KeyGeneration", "KeyMap", "KeyMaterial", "Placement", "ProcessHardening", "SQLiteStorage",
                "SecretSharing", "Secrets", "Telemetry",
                configuration,
                hummingbird, hummingbirdCore, hummingbirdTLS, nioCertificates, nioSSL,
                lifecycle,
                lifecycleSignals, logging, nioCore, nioPosix, system,
            ],
            swiftSettings: strict),
        .executableTarget(
            name: "quorate",
            dependencies: [
                "AWSProtocol", "AccessPolicy", "AdminAPI", "AdminClient", "Assembly", "AuditLog", "AuditStorage",
                "Charts", "Entropy", "EntropyAssessment", "EntropyCollectors", "EventFeeds", "ForecastFiles",
                "Forecasting", "KeyMap", "LoadGenerator", "ProcessHardening", "Secrets", "StatisticalSuite",
                arguments, logging,
            ],
            swiftSettings: strict),

        // MARK: Tests

        .target(
            name: "FuzzTargets",
            dependencies: [
                "AWSProtocol", "AccessPolicy", "AuditLog", "ByteCoding", "CustodianContract", "Entropy",
                "FleetIdentity",
                "FleetProto", "FleetRPC", "KeyGeneration", "KeyMap", "KeyMaterial", "Placement", "SecretSharing",
                "Secrets", "StrictJSON", "Telemetry", "ThresholdCrypto", protobuf,
            ],
            path: "Fuzz/Targets", swiftSettings: strict),
        .testTarget(
            name: "FuzzTests",
            dependencies: [
                "AWSProtocol", "AccessPolicy", "AuditLog", "ByteCoding", "CustodianContract", "Entropy",
                "FleetIdentity",
                "FleetProto", "FleetRPC", "FuzzTargets", "KeyGeneration", "KeyMap", "KeyMaterial", "Placement",
                "SecretSharing", "Secrets", "StrictJSON", "TestSupport", "ThresholdCrypto", crypto, protobuf,
            ],
            swiftSettings: strict),
        .target(
            name: "TestSupport",
            dependencies: [
                "AuditLog", "ByteCoding", "Custodian", "CustodianContract", "Entropy", "FleetIdentity", "Groups", "Hub",
                "KeyGeneration", "KeyMap", "SecretSharing", "Secrets", "ThresholdCrypto", crypto,
            ],
            swiftSettings: strict),
        .target(
            name: "Simulation",
            dependencies: [
                "AWSProtocol", "AuditLog", "ByteCoding", "Coordination", "Custodian", "CustodianContract",
                "FleetIdentity",
                "Gateway", "GatewayTestSupport", "Hub", "KeyGeneration", "KeyMap", "SecretSharing", "Secrets",
                "SteadyTime",
                "StrictJSON", "Telemetry", "TestSupport", crypto, logging,
            ],
            swiftSettings: strict),
        .testTarget(
            name: "SimulationTests", dependencies: ["Simulation", "SteadyTime"], swiftSettings: strict),
        .testTarget(
            name: "ByteCodingTests", dependencies: ["ByteCoding", "Secrets", "TestSupport"], swiftSettings: strict),
        .testTarget(name: "SecretsTests", dependencies: ["Secrets", "TestSupport"], swiftSettings: strict),
        .testTarget(
            name: "GroupsTests", dependencies: ["CSodium", "Groups", "Secrets", "TestSupport", crypto],
            swiftSettings: strict),
        .testTarget(
            name: "EntropyTests",
            dependencies: ["ByteCoding", "COpenSSL", "Entropy", "KeyMap", "Secrets", "TestSupport"],
            swiftSettings: arithmetic),
        .testTarget(
            name: "EntropyCollectorsTests",
            dependencies: ["CShims", "Entropy", "EntropyCollectors", "KeyMap", "Secrets", "SteadyTime"],
            swiftSettings: strict),
        .testTarget(
            name: "EntropyAssessmentTests", dependencies: ["EntropyAssessment", "TestSupport"],
            swiftSettings: arithmetic),
        .testTarget(name: "TelemetryTests", dependencies: ["Telemetry"], swiftSettings: strict),
        .testTarget(
            name: "SecretSharingTests",
            dependencies: ["ByteCoding", "Groups", "SecretSharing", "Secrets", "TestSupport"], swiftSettings: strict),
        .testTarget(
            name: "KeyMaterialTests",
            dependencies: ["ByteCoding", "Groups", "KeyMap", "KeyMaterial", "Secrets", "TestSupport", crypto],
            swiftSettings: strict),
        .testTarget(
            name: "ThresholdCryptoTests",
            dependencies: [
                "ByteCoding", "Groups", "KeyMap", "SecretSharing", "Secrets", "TestSupport", "ThresholdCrypto", crypto,
            ],
            swiftSettings: strict),
        .testTarget(
            name: "KeyGenerationTests",
            dependencies: [
                "ByteCoding", "Groups", "KeyGeneration", "KeyMap", "SecretSharing", "Secrets", "TestSupport",
                "ThresholdCrypto", crypto,
            ],
            swiftSettings: strict),
        .testTarget(
            name: "KeyMapTests", dependencies: ["ByteCoding", "KeyMap", "SecretSharing", "Secrets", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "PlacementTests",
            dependencies: ["ByteCoding", "KeyMap", "Placement", "SecretSharing", "Secrets", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "CustodianTests",
            dependencies: [
                "AuditLog", "ByteCoding", "Custodian", "CustodianContract", "Entropy", "FleetIdentity", "Groups",
                "KeyGeneration",
                "KeyMap", "KeyMaterial", "SecretSharing", "Secrets", "TestSupport", "ThresholdCrypto",
            ],
            swiftSettings: strict),
        .executableTarget(
            name: "lying-custodian",
            dependencies: [
                "Assembly", "Custodian", "CustodianContract", "Groups", "KeyGeneration", "KeyMap", "KeyMaterial",
                "Secrets", arguments,
                logging,
            ],
            path: "Sources/LyingCustodian", swiftSettings: strict),
        .executableTarget(
            name: "fleet-simulation", dependencies: ["Simulation", arguments], path: "Sources/FleetSimulation",
            swiftSettings: strict),
        .executableTarget(
            name: "forecast-scale", dependencies: ["Forecasting", arguments], path: "Sources/ForecastScale",
            swiftSettings: strict),
        .executableTarget(
            name: "timing-leaks",
            dependencies: ["CShims", "Groups", "KeyMap", "KeyMaterial", "SecretSharing", "Secrets", crypto],
            path: "Sources/TimingLeaks",
            swiftSettings: arithmetic),
        .testTarget(
            name: "StatisticalSuiteTests", dependencies: ["StatisticalSuite", "TestSupport"], swiftSettings: strict),
        .testTarget(name: "ChartsTests", dependencies: ["Charts"], swiftSettings: strict),
        .testTarget(name: "CivilCalendarTests", dependencies: ["CivilCalendar"], swiftSettings: strict),
        .testTarget(
            name: "EventFeedsTests",
            dependencies: ["EventFeeds", "Forecasting", "TestSupport", nioCore, nioHTTP1, nioPosix],
            swiftSettings: strict),
        .testTarget(name: "ForecastFilesTests", dependencies: ["ForecastFiles", "Forecasting"], swiftSettings: strict),
        .testTarget(
            name: "ForecastingTests", dependencies: ["Forecasting", "TestSupport", real], swiftSettings: arithmetic),
        .testTarget(name: "StrictJSONTests", dependencies: ["StrictJSON"], swiftSettings: strict),
        .testTarget(
            name: "CoordinationTests",
            dependencies: [
                "ByteCoding", "Coordination", "CustodianContract", "Groups", "KeyMap", "KeyMaterial", "SecretSharing",
                "Secrets", "TestSupport", "ThresholdCrypto", crypto,
            ],
            swiftSettings: strict),
        .testTarget(
            name: "HubTests",
            dependencies: [
                "Custodian", "CustodianContract", "Entropy", "Hub", "KeyGeneration", "KeyMap", "KeyMaterial",
                "SecretSharing",
                "Secrets", "TestSupport", crypto,
            ],
            swiftSettings: strict),
        .testTarget(name: "AccessPolicyTests", dependencies: ["AccessPolicy"], swiftSettings: strict),
        .testTarget(name: "AWSProtocolTests", dependencies: ["AWSProtocol", "StrictJSON"], swiftSettings: strict),
        .testTarget(
            name: "AuditLogTests", dependencies: ["AuditLog", "ByteCoding", "KeyMap", crypto], swiftSettings: strict),
        .testTarget(
            name: "AuditStorageTests",
            dependencies: ["AuditLog", "AuditStorage", "ByteCoding", "KeyMap", crypto, lifecycle, logging],
            swiftSettings: strict),
        .testTarget(
            name: "FleetIdentityTests",
            dependencies: [
                "ByteCoding", "FleetIdentity", "KeyGeneration", "KeyMap", "Secrets", "TestSupport", asn1, certificates,
                crypto,
            ],
            swiftSettings: strict),
        .testTarget(
            name: "SQLiteStorageTests", dependencies: ["FleetIdentity", "KeyMap", "SQLiteStorage", "Secrets", grdb],
            swiftSettings: strict),
        .testTarget(
            name: "FleetRPCTests",
            dependencies: [
                "ByteCoding", "Custodian", "CustodianContract", "FleetIdentity", "FleetProto", "FleetRPC", "Hub",
                "KeyGeneration", "KeyMap", "KeyMaterial", "SecretSharing", "Secrets", "TestSupport", crypto, grpc,
                grpcTransport, lifecycle, logging, nioCore, nioPosix, nioSSL, nioTLS, protobuf,
            ],
            swiftSettings: strict),
        .target(
            name: "GatewayTestSupport",
            dependencies: [
                "AWSProtocol", "AuditLog", "ByteCoding", "CSodium", "Coordination", "CustodianContract", "Gateway",
                "Groups", "KeyMap", "KeyMaterial", "SecretSharing", "Secrets", "StrictJSON", "Telemetry",
                "ThresholdCrypto", crypto,
                logging,
            ],
            path: "Tests/GatewayTestSupport", swiftSettings: strict),
        .testTarget(
            name: "GatewayTests",
            dependencies: [
                "AWSProtocol", "AuditLog", "Coordination", "Gateway", "GatewayTestSupport", "KeyMap", "KeyMaterial",
                "StrictJSON", "TestSupport", crypto,
            ],
            swiftSettings: strict),
        .testTarget(
            name: "KMSAPITests",
            dependencies: [
                "AWSProtocol", "AuditLog", "Gateway", "GatewayTestSupport", "KMSAPI", "KeyMap", lifecycle, logging,
                nioCore, nioPosix,
            ],
            swiftSettings: strict),
    ]
)

// MARK: Benchmarks, which only `make bench` asks for

if Context.environment["QUORATE_BENCHMARKS"] != nil {
    // Without its traits: they replace the allocator.
    package.dependencies.append(
        .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.1", traits: []))
    package.targets += [
        .benchmarks(
            "Randomness",
            measuring: ["Entropy", "EntropyAssessment", "EntropyCollectors", "Secrets", "StatisticalSuite"]),
        .benchmarks("Arithmetic", measuring: ["CSodium", "Groups", "Secrets"]),
        .benchmarks(
            "Protocols",
            measuring: ["Groups", "KeyGeneration", "KeyMap", "SecretSharing", "Secrets", "ThresholdCrypto", crypto]),
        .benchmarks("Requests", measuring: ["AWSProtocol", "AuditLog", "AuditStorage", "KeyMap", "StrictJSON"]),
    ]
}

// MARK: The fuzzer, which only `make fuzz` asks for

if isFuzzed {
    package.targets.append(
        .executableTarget(
            name: "quorate-fuzz", dependencies: ["FuzzTargets"], path: "Fuzz/Runner",
            swiftSettings: strict,
            linkerSettings: [.unsafeFlags(["-sanitize=fuzzer,address", "-use-ld=lld"])]))
}

extension Target {
    /// An executable target in `Benchmarks/NAME` whose `main` the benchmark package writes.
    static func benchmarks(_ name: String, measuring dependencies: [Target.Dependency]) -> Target {
        .executableTarget(
            name: name, dependencies: dependencies + [.product(name: "Benchmark", package: "benchmark")],
            path: "Benchmarks/\(name)", swiftSettings: strict,
            plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")])
    }
}
