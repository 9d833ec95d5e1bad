import Hummingbird

/// For whoever watches over the server: it answers, so it lives. Asks no database.
enum Health {
    @Sendable
    static func live(_ visit: Visit) async throws -> Response {
        visit.site.text("ok\n")
    }
}
