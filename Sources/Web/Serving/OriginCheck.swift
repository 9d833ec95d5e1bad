import HTTPTypes
import Hummingbird

/// Whether a form was sent from a page of ours, by what the browser says about it.
///
/// 1. `Sec-Fetch-Site`, where there is one, must say `same-origin`, or `none` for something the person did themselves.
///    `Origin` may then be `null`: that is what browsers send from pages that name no referrer, as ours do.
/// 2. Otherwise `Origin`, where there is one, must be ours.
/// 3. A client that sends neither is no browser that another site could lead here; the form's token decides.
struct OriginCheck: Sendable {
    /// `nil`: whatever host was asked for, over plain HTTP.
    let publicOrigin: String?

    func allow(_ request: Request) -> Bool {
        let origin = request.headers[.origin]
        if let site = request.headers.first(where: { $0.name.canonicalName == "sec-fetch-site" })?.value {
            return (site == "same-origin" || site == "none")
                && (origin.map { $0 == "null" || isOurs($0, request) } ?? true)
        }
        return origin.map { isOurs($0, request) } ?? true
    }

    private func isOurs(_ origin: String, _ request: Request) -> Bool {
        if let publicOrigin { return origin == publicOrigin }
        return request.head.authority.map { origin == "http://" + $0 } ?? false
    }
}
