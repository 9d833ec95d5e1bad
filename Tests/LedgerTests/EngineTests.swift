import Ledger
import Synchronization
import TestSupport
import Testing

extension SQLText {
    fileprivate static let make: SQLText = "CREATE TABLE thing (id INTEGER PRIMARY KEY, name TEXT, content BLOB)"
    fileprivate static let put: SQLText = "INSERT INTO thing (id, name, content) VALUES (?, ?, ?)"
    fileprivate static let get: SQLText = "SELECT id, name, content FROM thing WHERE id >= ? ORDER BY id LIMIT ?"
    fileprivate static let rename: SQLText = "UPDATE thing SET name = ? WHERE id = ?"
    fileprivate static let count: SQLText = "SELECT COUNT(*) FROM thing"
    fileprivate static let broken: SQLText = "INSERT INTO nothing (id) VALUES (?)"
}

@Suite("An engine")
struct EngineTests {
    struct Thing: Hashable, Sendable {
        let id: Int64
        let name: String?
        let content: [UInt8]?

        init(_ row: any SQLRow) {
            id = row.integer(0)
            name = row.optionalText(1)
            content = row.optionalBytes(2)
        }

        init(_ id: Int64, _ name: String?, _ content: [UInt8]?) {
            (self.id, self.name, self.content) = (id, name, content)
        }

        var arguments: [SQLValue] { [.integer(id), .optional(name), .optional(content)] }
    }

    private let database: TestDatabase
    private let engine: any Engine

    init() async throws {
        database = try TestDatabase()
        engine = try database.engine()
        try await engine.write { try $0.script(SQLText.make.text) }
    }

    private func things(from id: Int64 = .min) async throws -> [Thing] {
        try await engine.glance { try $0.all(.get, [.integer(id), .int(1_000)]) { Thing($0) } }
    }

    @Test("Every value comes back as it was given")
    func values() async throws {
        let given = [
            Thing(.min, "", []), Thing(-1, nil, nil), Thing(0, "Łódź, שלום, 你好, 🕊", [0, 255, 39, 92]),
            Thing(1, "it's \"quoted\" \\ ? $1 %s", Array(repeating: 7, count: 200_000)),
            Thing(.max, String(repeating: "é", count: 70_000), [0]),
        ]
        try await engine.write { connection in
            for thing in given { try connection.run(.put, thing.arguments) }
        }
        #expect(try await things() == given)
        #expect(try await things(from: 1).map(\.id) == [1, .max])
    }

    @Test("Several statements in one go are answered each, in their order")
    func journey() async throws {
        let counts = try await engine.write { connection in
            try connection.run([
                SQLCall(.put, Thing(1, "one", nil).arguments), SQLCall(.rename, [.text("none"), .integer(9)]),
                SQLCall(.put, Thing(2, "two", nil).arguments), SQLCall(.rename, [.text("first"), .integer(1)]),
            ])
        }
        #expect(counts == [1, 0, 1, 1])
        let places = try await engine.read { connection in
            var places: [Int: [String]] = [:]
            let calls = [2, 1, 3].map { SQLCall(.get, [.integer($0), .int(5)]) }
            try connection.rows(calls) { places[$0, default: []].append($1.text(1)) }
            return places
        }
        #expect(places == [0: ["two"], 1: ["first", "two"]])
    }

    @Test("A transaction that throws leaves nothing, whatever it sent ahead; the next one is not touched by it")
    func rollback() async throws {
        struct Stop: Error {}
        await #expect(throws: Stop.self) {
            try await engine.write { connection in
                try connection.send([SQLCall(.put, Thing(1, "gone", nil).arguments)])
                throw Stop()
            }
        }
        await #expect(throws: EngineError.self) {
            try await engine.write { connection in
                try connection.send([
                    SQLCall(.put, Thing(2, "gone", nil).arguments), SQLCall(.broken, [.integer(1)]),
                    SQLCall(.put, Thing(3, "gone", nil).arguments),
                ])
            }
        }
        await #expect(throws: EngineError.self) {
            try await engine.write { connection in
                try connection.run(.put, Thing(4, "gone", nil).arguments)
                try connection.run(.put, Thing(4, "twice", nil).arguments)
            }
        }
        #expect(try await things().isEmpty)
        try await engine.write { _ = try $0.run(.put, Thing(5, "kept", nil).arguments) }
        #expect(try await things().map(\.id) == [5])
        await #expect(throws: EngineError.self) { try await engine.glance { try $0.run(.broken, [.integer(1)]) } }
        #expect(try await things().map(\.id) == [5])
    }

    @Test("A reader sees one unchanging state while others write")
    func unchanging() async throws {
        let other = try database.engine()
        for round in 0..<20 {
            let id = Int64(round)
            async let pair = engine.read { connection in
                let before = try connection.first(.count, []) { $0.integer(0) }
                for _ in 0..<50 { _ = try connection.first(.count, []) { $0.integer(0) } }
                return (before, try connection.first(.count, []) { $0.integer(0) })
            }
            try await other.write { _ = try $0.run(.put, Thing(id, nil, nil).arguments) }
            let (before, after) = try await pair
            #expect(before == after)
        }
        #expect(try await things().count == 20)
    }

    @Test("Two processes never write at once: what one read is still true when it has written")
    func oneWriter() async throws {
        let engines = [engine, try database.engine(), try database.engine()]
        try await engine.write { _ = try $0.run(.put, Thing(0, "0", nil).arguments) }
        _ = try await atOnce(60) { index in
            try await engines[index % 3].write { connection in
                let before = try connection.first(.get, [.integer(0), .int(1)]) { Int($0.text(1)) ?? -1 } ?? -1
                try connection.run(.rename, [.text("\(before + 1)"), .integer(0)])
            }
        }
        #expect(try await things().map(\.name) == ["60"])
    }

    @Test("A walk through many rows may stop early, and the connection stays fit for use")
    func early() async throws {
        try await engine.write { connection in
            try connection.send((0..<500).map { SQLCall(.put, Thing($0, nil, nil).arguments) })
        }
        let seen = Mutex<[Int64]>([])
        try await engine.glance { connection in
            try connection.rows(.get, [.integer(0), .int(400)]) { row in
                seen.withLock { $0.append(row.integer(0)) }
                return row.integer(0) < 9
            }
            #expect(try connection.first(.count, []) { $0.integer(0) } == 500)
        }
        #expect(seen.withLock { $0 } == Array(0...9))
    }

    @Test("Text is ordered byte by byte, so that pages of a list neither skip nor repeat")
    func order() async throws {
        try await engine.write { try $0.script("CREATE TABLE word (word TEXT PRIMARY KEY)") }
        let words = ["a", "B", "é", "Z", "_", "a-b", "ab", "a b", "ä", "10", "9", "A"]
        let sorted = words.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
        let found = try await engine.write { connection in
            for word in words { try connection.run("INSERT INTO word (word) VALUES (?)", [.text(word)]) }
            return try connection.all("SELECT word FROM word ORDER BY word") { $0.text(0) }
        }
        #expect(found == sorted)
        let after = try await engine.glance { connection in
            try connection.all("SELECT word FROM word WHERE word > ? ORDER BY word", [.text("Z")]) { $0.text(0) }
        }
        #expect(after == Array(sorted.drop { $0 != "Z" }.dropFirst()))
    }

    @Test("What one caller left unread is never another’s answer")
    func leftovers() async throws {
        let single = try database.engine()
        try await single.write { connection in
            for id in 1...2 { try connection.run(.put, Thing(Int64(id), "secret", nil).arguments) }
        }
        for _ in 0..<20 {
            _ = try? await single.glance { connection in
                let calls = [
                    SQLCall(.get, [.integer(1), .int(1)]), SQLCall(.put, [.integer(9), .text("a\0b"), .null]),
                ]
                try connection.rows(calls) { _, _ in }
            }
            let found = try await single.glance { try $0.all(.get, [.integer(2), .int(1)]) { Thing($0).id } }
            #expect(found == [2])
        }
    }

    @Test("What can be read is confirmed without being changed")
    func confirm() async throws {
        try await engine.write { _ = try $0.run(.put, Thing(1, "kept", nil).arguments) }
        try await engine.confirm()
        #expect(try await things().map(\.name) == ["kept"])
    }

    @Test("After it was closed it answers in plain words")
    func closed() async throws {
        let other = try database.engine()
        _ = try await other.glance { try $0.first(.count, []) { $0.integer(0) } }
        try await other.close()
        await #expect(throws: EngineError.self) {
            try await other.glance { try $0.first(.count, []) { $0.integer(0) } }
        }
    }
}
