import Foundation
import Testing
import Uploads

@Suite("Asking clamd", .timeLimit(.minutes(2)))
struct ClamDaemonTests {
    struct Broken: Error {}

    private static let socket = ProcessInfo.processInfo.environment["FIRMGROUND_TEST_CLAMD"]

    /// Parts that come one after the other and may end with a fault.
    static func parts(_ parts: [[UInt8]], thenBreaks: Bool = false) -> AsyncThrowingStream<[UInt8], any Error> {
        AsyncThrowingStream { stream in
            for part in parts { stream.yield(part) }
            stream.finish(throwing: thenBreaks ? Broken() : nil)
        }
    }

    private func scan(
        _ behaviour: FakeClamd.Behaviour, _ parts: [[UInt8]] = [[1, 2, 3]], patience: Duration = .seconds(20)
    ) async throws -> ScanResult {
        let server = try await FakeClamd.start(behaviour)
        let daemon = try #require(ClamDaemon(address: server.address, patience: patience))
        let result = await daemon.scan(ClamDaemonTests.parts(parts))
        try await server.stop()
        return result
    }

    @Test(
        "Answers",
        arguments: [
            ("stream: OK\0", .clean, "clean"),
            ("stream: Win.Test.EICAR_HDB-1 FOUND\0", .infected(name: "Win.Test.EICAR_HDB-1"), "a finding"),
            ("stream: Bad name\u{1B}[31mé FOUND\0", .infected(name: "Badname[31m"), "a name to be cleaned"),
            (
                "stream: \(String(repeating: "x", count: 900)) FOUND\0",
                .infected(name: String(repeating: "x", count: 200)), "a long name"
            ),
            ("stream: Heuristics.Limits.Exceeded.MaxFileSize FOUND\0", .unavailable, "not looked at"),
            ("INSTREAM size limit exceeded. ERROR\0", .unavailable, "too large for clamd"),
            ("stream: Can't open file ERROR\0", .unavailable, "a fault of clamd's"),
            ("stream: OK", .unavailable, "no end"), ("stream: OKAY\0", .unavailable, "another word"),
            ("stream: OK \0", .unavailable, "a space"), ("OK\0", .unavailable, "no stream"),
            ("\0", .unavailable, "nothing"),
            ("stream:  FOUND\0", .unavailable, "no name"), ("stream: FOUND\0", .unavailable, "no name"),
            ("HTTP/1.1 200 OK\r\n\r\n", .unavailable, "another server"),
            ("\u{FFFD}\u{1}\u{2}\0", .unavailable, "garbage"),
            (String(repeating: "x", count: 100_000), .unavailable, "endless"),
        ] as [(String, ScanResult, String)])
    func answers(answer: String, result: ScanResult, reason: String) async throws {
        #expect(try await scan(.answers(answer)) == result, "\(reason)")
    }

    @Test("An answer may come byte by byte, and the connection stay open")
    func slowly() async throws {
        #expect(try await scan(.answersSlowly("stream: OK\0")) == .clean)
    }

    @Test(
        "Every byte arrives, in order, whatever the parts",
        arguments: [[0], [1, 0, 2], [65_536, 65_537, 200_000, 1], [3_000_000]])
    func everyByte(lengths: [Int]) async throws {
        var chance = RepeatedChance(state: 5)
        let parts = lengths.map { length in (0..<length).map { _ in UInt8.random(in: 0...255, using: &chance) } }
        let sum = parts.joined().reduce(UInt64(0)) { $0 &* 31 &+ UInt64($1) }
        #expect(try await scan(.counts, parts) == .infected(name: "\(lengths.reduce(0, +))-\(sum)"))
    }

    @Test(
        "A daemon that breaks off is unavailable",
        arguments: [
            .closes, .closesAtOnce, .interrupts(after: 1_000_000, "INSTREAM size limit exceeded. ERROR\0"),
            .interrupts(after: 0, "stream: OK"),
        ] as [FakeClamd.Behaviour])
    func breaksOff(behaviour: FakeClamd.Behaviour) async throws {
        let parts = [[UInt8]](repeating: [UInt8](repeating: 7, count: 65_536), count: 200)
        #expect(try await scan(behaviour, parts) == .unavailable)
    }

    @Test(
        "A daemon that hangs is given up after its time", arguments: [.hangs, .readsNothing] as [FakeClamd.Behaviour])
    func hangs(behaviour: FakeClamd.Behaviour) async throws {
        let parts = [[UInt8]](repeating: [UInt8](repeating: 7, count: 65_536), count: 400)
        let start = ContinuousClock.now
        #expect(try await scan(behaviour, parts, patience: .milliseconds(500)) == .unavailable)
        let time = ContinuousClock.now - start
        #expect(time > .milliseconds(400) && time < .seconds(15))
    }

    @Test("Nobody listens there")
    func nobody() async throws {
        let server = try await FakeClamd.start(.hangs)
        try await server.stop()
        let daemon = try #require(ClamDaemon(address: server.address))
        #expect(await daemon.scan(ClamDaemonTests.parts([[1]])) == .unavailable)
        let unnamed = try #require(ClamDaemon(address: "/nonexistent/socket"))
        #expect(await unnamed.scan(ClamDaemonTests.parts([[1]])) == .unavailable)
        let unknown = try #require(ClamDaemon(address: "nobody.invalid:3310", patience: .seconds(5)))
        #expect(await unknown.scan(ClamDaemonTests.parts([[1]])) == .unavailable)
    }

    @Test("Over a Unix socket")
    func unixSocket() async throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("c\(UInt32.random(in: 0 ... .max))")
            .path
        let server = try await FakeClamd.start(.answers("stream: OK\0"), path: path)
        let daemon = try #require(ClamDaemon(address: server.address))
        #expect(await daemon.scan(ClamDaemonTests.parts([[1]])) == .clean)
        try await server.stop()
        try? FileManager.default.removeItem(atPath: path)
    }

    @Test("A file that breaks off, or a scan that is cancelled, is never clean")
    func halfAFile() async throws {
        let server = try await FakeClamd.start(.answers("stream: OK\0"))
        let daemon = try #require(ClamDaemon(address: server.address))
        #expect(await daemon.scan(ClamDaemonTests.parts([[1]], thenBreaks: true)) == .unavailable)
        let endless = AsyncThrowingStream<[UInt8], any Error> { $0.yield([1]) }
        let scan = Task { await daemon.scan(endless) }
        try await Task.sleep(for: .milliseconds(200))
        scan.cancel()
        #expect(await scan.value == .unavailable)
        try await server.stop()
    }

    @Test("Many files at once")
    func many() async throws {
        let server = try await FakeClamd.start(.counts)
        let daemon = try #require(ClamDaemon(address: server.address))
        await withTaskGroup(of: Void.self) { group in
            for length in 1...100 {
                group.addTask {
                    let result = await daemon.scan(ClamDaemonTests.parts([[UInt8](repeating: 0, count: length)]))
                    #expect(result == .infected(name: "\(length)-0"))
                }
            }
        }
        try await server.stop()
    }

    @Test(
        "Addresses",
        arguments: [
            ("/run/clamav/clamd.ctl", true), ("localhost:3310", true), ("[::1]:3310", true), ("10.0.0.1:1", true),
            ("", false), ("localhost", false), ("localhost:", false), ("localhost:0", false),
            ("localhost:65536", false),
            (":3310", false), ("::1:3310", false), ("[]:3310", false), ("a b:3310", false), ("http://x:3310", false),
            ("run/clamd.ctl", false), ("/" + String(repeating: "x", count: 107), false),
        ])
    func addresses(address: String, isUsable: Bool) {
        #expect((ClamDaemon(address: address) != nil) == isUsable)
    }

    @Test("A real clamd finds the test string and nothing in a letter", .enabled(if: socket != nil))
    func real() async throws {
        let daemon = try #require(ClamDaemon(address: ClamDaemonTests.socket ?? ""))
        // In pieces, so that no scanner finds this file.
        let pieces = ["X5O!P%@AP[4", "\\PZX54(P^)7CC)7}$", "EICAR-STAN", "DARD-ANTI", "VIRUS-TEST-FILE", "!$H+H*"]
        let result = await daemon.scan(ClamDaemonTests.parts(pieces.map { Array($0.utf8) }))
        #expect(result == .infected(name: "Test.String.UNOFFICIAL"))
        let block = [UInt8](repeating: 0x61, count: 65_536)
        for blocks in [0, 1, 384] {
            #expect(await daemon.scan(ClamDaemonTests.parts([[UInt8]](repeating: block, count: blocks))) == .clean)
        }
        // Beyond what the daemon takes.
        let large = [[UInt8]](repeating: block, count: 1_100)
        #expect(await daemon.scan(ClamDaemonTests.parts(large)) == .unavailable)
        for sample in SampleFiles.whole { #expect(await daemon.scan(ClamDaemonTests.parts([sample.bytes])) == .clean) }
    }
}
