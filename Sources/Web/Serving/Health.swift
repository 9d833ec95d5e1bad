import Access
import Hummingbird

/// For whoever watches over the server.
enum Health {
    /// It answers, so it lives. Asks no database.
    @Sendable
    static func live(_ visit: Visit) async throws -> Response {
        visit.site.text("ok\n")
    }

    /// Whether requests should be sent here: the database answers within two seconds and stands where this program expects it.
    @Sendable
    static func ready(_ visit: Visit) async throws -> Response {
        let access = visit.site.access
        if await Patience.wait(atMost: .seconds(2), for: { await access.isReady() }) ?? false {
            return visit.site.text("ok\n")
        }
        return visit.site.text("The database does not answer.\n", status: .serviceUnavailable)
    }
}
