import Access
import Casework
import HTTPTypes
import Hummingbird
import Interface
import Ledger
import Logging
import Rulebook
import StrictJSON

/// What every operation of the interface shares.
struct InterfaceDesk: Sendable {
    let keys: ProgramKeys
    let subscriptions: Subscriptions
    let pace: RequestPace
    let cursors: PageCursors?
    /// The description, written once.
    let description: [UInt8]
    private let common: HTTPFields

    init(_ services: WebServices, _ configuration: WebConfiguration) {
        keys = ProgramKeys(services.access)
        subscriptions = Subscriptions(services.access)
        pace = RequestPace(services.access)
        cursors = PageCursors(key: services.access.pageKey)
        description =
            OpenAPI(
                rulebook: services.access.rulebook, version: configuration.version,
                server: configuration.publicOrigin ?? ""
            ).document.bytes
        var common: HTTPFields = [.cacheControl: "no-store", .xContentTypeOptions: "nosniff"]
        if configuration.isSecure { common[.strictTransportSecurity] = "max-age=63072000; includeSubDomains" }
        self.common = common
    }

    /// An answer in JSON.
    func respond(
        _ json: JSON, status: HTTPResponse.Status = .ok, location: String? = nil, type: String = "application/json"
    ) -> Response {
        respond(json.bytes, status: status, location: location, type: type)
    }

    func respond(
        _ bytes: [UInt8], status: HTTPResponse.Status = .ok, location: String? = nil, type: String = "application/json"
    ) -> Response {
        var headers = common
        headers[.contentType] = type
        if let location { headers[.location] = location }
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    /// An answer that says only that it is done.
    func done() -> Response { Response(status: .noContent, headers: common) }

    /// The answer to whatever went wrong, as a problem document.
    func answer(to error: any Error, request: Request, id: String, logger: Logger) -> Response {
        var error = error
        let methods = InterfaceRoutes.methods(at: request.uri.path)
        if let found = error as? HTTPError, found.status == .notFound, !methods.isEmpty {
            error = InterfaceProblem(.methodNotAllowed)
        }
        let problem = InterfaceProblem(of: error, request: id)
        if problem.document.kind == .fault || problem.document.kind == .unavailable {
            logger.error("fault", metadata: ["kind": .string(Site.kind(of: error))])
        }
        var headers = common
        for (name, value) in problem.document.headers {
            if let name = HTTPField.Name(name) { headers[name] = value }
        }
        if problem.document.kind == .methodNotAllowed { headers[.allow] = methods.joined(separator: ", ") }
        return Response(
            status: HTTPResponse.Status(code: problem.document.kind.status), headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: problem.document.json.bytes)))
    }
}
