import Access
import Casework
import Exchange
import Foundation
import Ledger
import LedgerSQLite
import NIOCore
import NIOPosix
import Rulebook
import StrictJSON

// firmground-benchmark REFERRALS.ndjson [CALLERS]
// firmground-benchmark REFERRALS.ndjson CALLERS --database URL NODES DECISIONS FOLDER
// firmground-benchmark REFERRALS.ndjson CALLERS --gates
//
// Prints, as JSON lines for compare.py: microseconds a kernel decision on a referral takes, durable decisions a second in
// process, and the rate of a bare loop that inserts the same rows in transactions of the same size.

_ = NIOSingletons.unsafeTryInstallSingletonPosixEventLoopGroupAsConcurrencyGlobalExecutor()
guard CommandLine.arguments.count >= 2 else {
    FileHandle.standardError.write(Data("usage: firmground-benchmark REFERRALS.ndjson [CALLERS]\n".utf8))
    exit(2)
}
let callers = CommandLine.arguments.count > 2 ? Int(CommandLine.arguments[2]) ?? 64 : 64
let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
let rulebook = try Rulebook(RulebookSource(folder: root.appendingPathComponent("Rulebooks/uk")))
let folder = FileManager.default.temporaryDirectory.appendingPathComponent("firmground-benchmark-\(UUID().uuidString)")
try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
defer { try? FileManager.default.removeItem(at: folder) }

func say(_ members: (String, JSON)...) {
    print(JSON.object(members.map { JSON.Member(key: $0, value: $1) }).text)
}

func seconds(_ duration: Duration) -> Double {
    Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
}

func decimal(_ number: Double) -> JSON { .number(String((number * 10).rounded() / 10)) }

let requests = try Workload.requests(CommandLine.arguments[1], rulebook)
if CommandLine.arguments.count == 8, CommandLine.arguments[3] == "--database" {
    // Keys and the script for pgbench are kept in FOLDER.
    let (url, nodes, decisions) = (
        CommandLine.arguments[4], Int(CommandLine.arguments[5]) ?? 1, CommandLine.arguments[6]
    )
    let place = URL(fileURLWithPath: CommandLine.arguments[7])
    try await PostgresBenchmark(
        rulebook: rulebook, requests: Array(requests.prefix(Int(decisions) ?? 10_000)), url: url,
        keys: place.appendingPathComponent("keys"), nodes: nodes, callers: callers,
        script: place.appendingPathComponent("peer.sql")
    ).run()
    exit(0)
}
if CommandLine.arguments.count == 4, CommandLine.arguments[3] == "--gates" {
    let database = folder.appendingPathComponent("gates.sqlite").path
    let (engine, ring) = (try SQLiteEngine(path: database), KeyRing())
    try await Ledger.create(engine: engine, ring: ring)
    let ledger = try await Caseload.ledger(on: engine, ring: ring, rulebook: rulebook)
    let references = try await Caseload(requests: Array(requests.prefix(300)), name: "gates").open(on: ledger)
    try await GateCost.run(ledger, references, rounds: 20)
    exit(0)
}
try KernelBenchmark(rulebook: rulebook, requests: requests).run()
try await DecisionBenchmark(rulebook: rulebook, requests: requests, folder: folder, callers: callers).run()
