/// Writes looks in groups, each linked to the one before it.
final class LookWriter: Sendable {
    private let looks: Gathering<Look, Bool>

    init(engine: any Engine, ring: KeyRing) {
        // All that wait go into one group: nobody is shown anything before theirs is written.
        looks = Gathering(group: 10_000, refusal: false) { looks in
            let isWritten = await LookWriter.write(looks, on: engine, ring)
            return looks.map { _ in isWritten }
        }
    }

    /// Writes a look and answers once it is on stable storage; `false` when it could not be written, or so many wait that nobody is let
    /// look any more.
    func write(_ look: Look) async -> Bool { await looks.write(look) }

    private static func write(_ looks: [Look], on engine: any Engine, _ ring: KeyRing) async -> Bool {
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
