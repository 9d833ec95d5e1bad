import HTTPTypes
import Hummingbird

/// What every answer tells the browser to refuse.
struct SecurityHeaders: Sendable {
    /// For pages: never kept, neither by the browser nor on the way.
    let page: HTTPFields
    /// For pages with scripts.
    let scripted: HTTPFields
    /// For files that are the same for everybody.
    let asset: HTTPFields

    init(isSecure: Bool) {
        var common: HTTPFields = [
            .contentSecurityPolicy:
                "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
            .xContentTypeOptions: "nosniff",
        ]
        common.set("Referrer-Policy", "no-referrer")
        common.set("Cross-Origin-Opener-Policy", "same-origin")
        common.set("Cross-Origin-Resource-Policy", "same-origin")
        common.set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        if isSecure { common[.strictTransportSecurity] = "max-age=63072000; includeSubDomains" }
        asset = common
        common[.cacheControl] = "no-store"
        common[.contentType] = "text/html; charset=utf-8"
        page = common
        common[.contentSecurityPolicy]?.append("; script-src 'self'; connect-src 'self'")
        common.set(
            "Permissions-Policy",
            "camera=(), geolocation=(), microphone=(), publickey-credentials-get=(self), publickey-credentials-create=(self)"
        )
        scripted = common
    }
}

extension HTTPFields {
    /// Sets a header that has no constant of its own.
    fileprivate mutating func set(_ name: String, _ value: String) {
        if let name = HTTPField.Name(name) { self[name] = value }
    }
}
