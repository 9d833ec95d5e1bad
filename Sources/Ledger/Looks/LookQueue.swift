import Crypto
import Synchronization

/// Writes looks in groups: while one group is made durable, the next gathers. Each is linked to the one before it.
final class LookQueue: Sendable {
    private struct Waiting: Sendable {
        let look: Look
        let answer: CheckedContinuation<Bool, Never>
    }

    private struct State {
        var waiting: [Waiting] = []
        var isWriting = false
    }

    private let engine: any Engine
    private let ring: KeyRing
    private let state = Mutex(State())
    /// The most looks that may wait to be written: beyond, nobody is let look any more.
    private let largest = 10_000

    init(engine: any Engine, ring: KeyRing) {
        self.engine = engine
        self.ring = ring
    }

    /// Writes a look and answers once it is on stable storage; `false` when it could not be written.
    func write(_ look: Look) async -> Bool {
        await withCheckedContinuation { answer in
            let isFirst = state.withLock { state -> Bool? in
                guard state.waiting.count < largest else { return nil }
                state.waiting.append(Waiting(look: look, answer: answer))
                defer { state.isWriting = true }
                return !state.isWriting
            }
            switch isFirst {
            case nil: answer.resume(returning: false)
            case true?: Task { await self.drain() }
            case false?: break
            }
        }
    }

    private func drain() async {
        while true {
            let taken = state.withLock { state in
                defer { state.waiting = [] }
                state.isWriting = !state.waiting.isEmpty
                return state.waiting
            }
            if taken.isEmpty { return }
            let isWritten = await write(taken.map(\.look))
            for caller in taken { caller.answer.resume(returning: isWritten) }
        }
    }

    private func write(_ looks: [Look]) async -> Bool {
        let ring = ring
        do {
            try await engine.write { connection in
                let last = try connection.first(.lastLook, []) { ($0.integer(0), $0.bytes(1)) }
                var (position, previous) = last ?? (0, [])
                var calls: [SQLCall] = []
                for look in looks {
                    position += 1
                    let stored = try StoredLook(look, position: position, previous: previous, ring: ring)
                    previous = stored.hash
                    calls.append(SQLCall(.insertLook, stored.arguments))
                }
                let note = LookNote(position: position, hash: previous)
                calls.append(SQLCall(.saveSetting, [.text(LookNote.name), .bytes(note.sealed(by: ring))]))
                try connection.send(calls)
            }
            return true
        } catch {
            return false
        }
    }
}

/// How far the log of looks reaches, authenticated, so that looks removed from its end are missed.
struct LookNote: Equatable {
    static let name = "last look"

    let position: Int64
    let hash: [UInt8]

    init(position: Int64, hash: [UInt8]) {
        self.position = position
        self.hash = hash
    }

    /// Reads what ``sealed(by:)`` wrote; `nil` when it is not of this ring.
    init?(_ bytes: [UInt8], ring: KeyRing) {
        guard bytes.count == 72 else { return nil }
        position = bytes[..<8].reduce(0) { $0 << 8 | Int64($1) }
        hash = Array(bytes[8..<40])
        guard LookNote.code(position, hash, ring) == Array(bytes[40...]) else { return nil }
    }

    func sealed(by ring: KeyRing) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.append(bigEndian: UInt64(bitPattern: position))
        return bytes + hash + LookNote.code(position, hash, ring)
    }

    private static func code(_ position: Int64, _ hash: [UInt8], _ ring: KeyRing) -> [UInt8] {
        Array(ring.lookCode(Array("last \(position)\n".utf8) + hash))
    }
}
