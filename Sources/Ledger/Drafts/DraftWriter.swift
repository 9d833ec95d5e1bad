/// Writes what stands beside the ledger in groups.
///
/// Each item is a few statements, the first of which tells whether it may be done: when it changes no row, the others are left out
/// and the item answers `false`. A statement that fails takes its whole group with it.
final class DraftWriter: Sendable {
    private let items: Gathering<[SQLCall], Bool>

    init(engine: any Engine) {
        items = Gathering(refusal: false) { items in
            do {
                return try await engine.write { connection in
                    let firsts = items.compactMap(\.first)
                    let isDone = try connection.run(firsts).map { $0 > 0 }
                    try connection.send(zip(items, isDone).flatMap { $1 ? $0.dropFirst() : [] })
                    return isDone
                }
            } catch {
                return items.map { _ in false }
            }
        }
    }

    /// Answers once it is on stable storage; `false` when the first statement changed nothing, or nothing could be written.
    func write(_ calls: [SQLCall]) async -> Bool { await items.write(calls) }
}
