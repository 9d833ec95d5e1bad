import Synchronization

/// Writes what callers hand in together: while one group is made durable, the next gathers. Alone, a caller waits for one transaction.
final class Gathering<Item: Sendable, Answer: Sendable>: Sendable {
    private struct Waiting: Sendable {
        let item: Item
        let caller: CheckedContinuation<Answer, Never>
    }

    private struct State {
        var waiting: [Waiting] = []
        var isWriting = false
    }

    private let state = Mutex(State())
    private let group: Int
    private let room: Int
    private let refusal: Answer
    private let writing: @Sendable ([Item]) async -> [Answer]

    /// - Parameters:
    ///   - group: the most items in one transaction.
    ///   - room: the most items that may wait; whoever comes then is answered at once with `refusal`.
    ///   - writing: writes a group and answers for each of it, in its order.
    init(
        group: Int = 500, room: Int = 10_000, refusal: Answer, writing: @escaping @Sendable ([Item]) async -> [Answer]
    ) {
        self.group = group
        self.room = room
        self.refusal = refusal
        self.writing = writing
    }

    /// Answers once the item's group has been written, or could not be.
    func write(_ item: Item) async -> Answer {
        await withCheckedContinuation { caller in
            let isFirst = state.withLock { state -> Bool? in
                guard state.waiting.count < room else { return nil }
                state.waiting.append(Waiting(item: item, caller: caller))
                defer { state.isWriting = true }
                return !state.isWriting
            }
            switch isFirst {
            case nil: caller.resume(returning: refusal)
            case true?: Task { await self.drain() }
            case false?: break
            }
        }
    }

    private func drain() async {
        while true {
            let taken = state.withLock { state in
                let taken = Array(state.waiting.prefix(group))
                state.waiting.removeFirst(taken.count)
                state.isWriting = !taken.isEmpty
                return taken
            }
            if taken.isEmpty { return }
            let answers = await writing(taken.map(\.item))
            for (waiting, answer) in zip(taken, answers) { waiting.caller.resume(returning: answer) }
        }
    }
}
