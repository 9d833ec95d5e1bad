import CLibPQ

/// Whether a server warned of something. What it said is not kept: it may quote content.
final class PostgresWarnings {
    private(set) var isAny = false

    /// Has the connection tell of its warnings. This object must outlive it.
    func listen(to connection: OpaquePointer) {
        PQsetNoticeReceiver(
            connection,
            { context, _ in
                if let context { Unmanaged<PostgresWarnings>.fromOpaque(context).takeUnretainedValue().isAny = true }
            }, Unmanaged.passUnretained(self).toOpaque())
    }

    func forget() { isAny = false }
}
