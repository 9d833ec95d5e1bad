/// Something of the provider's that is fetched now and then and kept for when it cannot be.
actor Shelf<Value: Sendable> {
    /// How long what was fetched counts as fresh, in seconds.
    private let freshSeconds = 3_600
    /// How long the last good one is used while the provider cannot be reached, in seconds.
    private let lastGoodSeconds = 86_400
    /// The pause after a failure, and between renewals out of turn, in seconds.
    private let failurePause = 10
    private let renewalPause = 60

    private let now: @Sendable () -> Int
    private let fetch: @Sendable () async -> Result<Value, SignOnFault>
    private var held: (value: Value, at: Int)?
    private var failure: (fault: SignOnFault, at: Int)?
    private var renewedAt: Int?
    private var underWay: Task<Result<Value, SignOnFault>, Never>?

    init(
        now: @escaping @Sendable () -> Int, fetch: @escaping @Sendable () async -> Result<Value, SignOnFault>
    ) {
        self.now = now
        self.fetch = fetch
    }

    /// What is held while it is fresh; else what is fetched; else, from a provider out of reach, the last good one.
    func value() async throws(SignOnFault) -> Value {
        if let held, isWithin(freshSeconds, since: held.at) { return held.value }
        if let failure, isWithin(failurePause, since: failure.at) { return try lastGood(instead: failure.fault) }
        return try await fetched()
    }

    /// Fetches out of turn, at most once a minute; within the minute, what is held.
    func renewed() async throws(SignOnFault) -> Value {
        if underWay == nil {
            if let renewedAt, let held, isWithin(renewalPause, since: renewedAt) { return held.value }
            renewedAt = now()
        }
        return try await fetched()
    }

    /// One fetch at a time, whoever asks.
    private func fetched() async throws(SignOnFault) -> Value {
        let task = underWay ?? start()
        switch await task.value {
        case .success(let value): return value
        case .failure(let fault): return try lastGood(instead: fault)
        }
    }

    private func start() -> Task<Result<Value, SignOnFault>, Never> {
        let task = Task {
            let result = await fetch()
            keep(result)
            return result
        }
        underWay = task
        return task
    }

    private func keep(_ result: Result<Value, SignOnFault>) {
        underWay = nil
        switch result {
        case .success(let value): (held, failure) = ((value, now()), nil)
        case .failure(let fault): failure = (fault, now())
        }
    }

    private func lastGood(instead fault: SignOnFault) throws(SignOnFault) -> Value {
        guard fault == .providerUnreachable, let held, isWithin(lastGoodSeconds, since: held.at) else { throw fault }
        return held.value
    }

    /// A clock that was set back does not make anything last.
    private func isWithin(_ seconds: Int, since moment: Int) -> Bool {
        (0..<seconds).contains(now() - moment)
    }
}
