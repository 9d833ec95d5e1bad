import Synchronization

/// A number that only grows, counted from any thread.
public final class Counter: Sendable {
    private let number = Atomic<Int>(0)

    public init() {}

    public func add(_ amount: Int = 1) { number.add(amount, ordering: .relaxed) }

    public var value: Int { number.load(ordering: .relaxed) }
}

/// Counters of one kind, told apart by a label: made when a label is first seen.
public final class Counters<Label: Hashable & Sendable>: Sendable {
    private let numbers = Mutex<[Label: Int]>([:])

    public init() {}

    public func add(_ label: Label) { numbers.withLock { $0[label, default: 0] += 1 } }

    public var values: [Label: Int] { numbers.withLock { $0 } }
}
