/// What `SignOn` asks of the world: pages, the time, and chance.
public struct Outside: Sendable {
    /// Fetches one page. The caller limits time and size (`WebRequest.maximumBytes`), checks certificates, and follows no
    /// redirect. Throws when there is no answer; any status is an answer.
    public let fetch: @Sendable (WebRequest) async throws -> WebResponse
    /// Seconds since 1970-01-01T00:00:00Z.
    public let now: @Sendable () -> Int
    /// As many unpredictable bytes as asked for.
    public let randomBytes: @Sendable (Int) -> [UInt8]

    /// What `Provider` is given at start: the real world, or a test's.
    public init(
        fetch: @escaping @Sendable (WebRequest) async throws -> WebResponse, now: @escaping @Sendable () -> Int,
        randomBytes: @escaping @Sendable (Int) -> [UInt8]
    ) {
        self.fetch = fetch
        self.now = now
        self.randomBytes = randomBytes
    }
}

/// A request to the provider.
public struct WebRequest: Sendable, Hashable {
    /// `GET` or `POST`.
    public let method: String
    /// An absolute address.
    public let address: String
    /// Names are in lower case, each at most once.
    public let headers: [String: String]
    /// Empty for `GET`; else a form.
    public let body: [UInt8]

    /// More bytes than this of a body are never used; a caller stops reading there.
    public static let maximumBytes = 1_048_576
}

/// What the provider answered.
public struct WebResponse: Sendable, Hashable {
    /// The HTTP status.
    public let status: Int
    /// Not used so far; names in lower case.
    public let headers: [String: String]
    /// Up to `WebRequest.maximumBytes`; one byte more is enough to tell that it was too much.
    public let body: [UInt8]

    /// An answer as it came, without redirects followed.
    public init(status: Int, headers: [String: String] = [:], body: [UInt8]) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}
