package import HTTPTypes
import Hummingbird

/// Who a route lets in.
package enum Admission: Sendable, Equatable {
    case everybody
    case signedIn
    /// Whoever gave a right password, to show or set up the second factor.
    case halfway
    /// Roles that the rulebook lets open a list, such as `search`.
    case roles(mayOpen: String)
    /// Other systems whose key has a scope; `nil`: everybody. No cookie is looked at.
    case interface(scope: String?)
}

/// One address with its one rule of access. A router is built from these and from nothing else, and there is no way to
/// make one without saying whom it lets in.
package struct Route: Sendable {
    package let method: HTTPRequest.Method
    package let path: String
    package let admits: Admission
    let page: @Sendable (Visit) async throws -> Response
    /// Whether the page reads the body itself.
    package private(set) var takesFiles = false
    /// Whether a form sent after the session has ended is kept for its owner.
    private(set) var keepsForms = false
    /// What answers a system that showed its key.
    private(set) var program: (@Sendable (ProgramVisit) async throws -> Response)?

    /// Whether it is an operation for other systems and no page.
    package var isOfInterface: Bool {
        if case .interface = admits { true } else { false }
    }

    /// A page for everybody, signed in or not.
    static func open(
        _ method: HTTPRequest.Method, _ path: String, _ page: @escaping @Sendable (Visit) async throws -> Response
    ) -> Route {
        Route(method: method, path: path, admits: .everybody, page: page)
    }

    /// A page for those who have signed in.
    ///
    /// - Parameter list: lets in only the roles that the rulebook lets open this list.
    static func closed(
        _ method: HTTPRequest.Method, _ path: String, list: String? = nil,
        _ page: @escaping @Sendable (SignedInVisit) async throws -> Response
    ) -> Route {
        Route(method: method, path: path, admits: list.map { .roles(mayOpen: $0) } ?? .signedIn) { visit in
            guard let session = visit.session else { throw Problem.signedOut }
            return try await page(SignedInVisit(visit: visit, session: session))
        }
    }

    /// A page for those who gave a right password and have not shown a second factor, or not set one up.
    static func halfway(
        _ method: HTTPRequest.Method, _ path: String,
        _ page: @escaping @Sendable (SignedInVisit) async throws -> Response
    ) -> Route {
        Route(method: method, path: path, admits: .halfway) { visit in
            guard let session = visit.session else { throw Problem.signedOut }
            return try await page(SignedInVisit(visit: visit, session: session))
        }
    }

    /// The same route; a form that comes after the session has ended is kept until its owner signs in again.
    var keepingForms: Route {
        var route = self
        route.keepsForms = true
        return route
    }

    /// A page that takes files, and reads the body of the request itself: as it comes, and not whole. It checks the form's token.
    static func upload(
        _ path: String, _ page: @escaping @Sendable (SignedInVisit) async throws -> Response
    ) -> Route {
        var route = Route.closed(.post, path, page)
        route.takesFiles = true
        return route
    }

    /// An operation of the interface that asks for no key.
    static func interface(
        _ method: HTTPRequest.Method, _ path: String, _ page: @escaping @Sendable (Visit) async throws -> Response
    ) -> Route {
        Route(method: method, path: path, admits: .interface(scope: nil), page: page)
    }

    /// An operation of the interface for those whose key has a scope.
    static func interface(
        _ method: HTTPRequest.Method, _ path: String, scope: String,
        _ program: @escaping @Sendable (ProgramVisit) async throws -> Response
    ) -> Route {
        var route = Route(method: method, path: path, admits: .interface(scope: scope)) { _ in throw Problem.notFound }
        route.program = program
        return route
    }

    private init(
        method: HTTPRequest.Method, path: String, admits: Admission,
        page: @escaping @Sendable (Visit) async throws -> Response
    ) {
        self.method = method
        self.path = path
        self.admits = admits
        self.page = page
    }
}
