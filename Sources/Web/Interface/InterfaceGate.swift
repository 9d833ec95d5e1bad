import Access
import HTTPTypes
import Hummingbird
import Interface
import Ledger

/// What stands before every operation of the interface: whose key is it, is it in time, may it do this.
struct InterfaceGate: Sendable {
    let route: Route
    /// What the key must be allowed; `nil`: no key is asked for.
    let scope: String?
    let site: Site

    func respond(to request: Request, context: BasicRequestContext) async -> Response {
        do {
            let visit = Visit(
                site: site, request: request, parameters: context.parameters, session: nil, form: FormFields())
            guard let scope, let answer = route.program else { return try await route.page(visit) }
            let program = try await admit(request, scope)
            return try await answer(ProgramVisit(visit: visit, program: program))
        } catch {
            return site.interface.answer(to: error, request: request, id: context.id, logger: context.logger)
        }
    }

    private func admit(_ request: Request, _ scope: String) async throws -> Program {
        guard let secret = InterfaceGate.secret(in: request),
            let program = try await site.interface.keys.program(secret)
        else { throw InterfaceProblem(.unauthorised) }
        if let seconds = site.interface.pace.wait(for: program.key.id) {
            throw InterfaceProblem(.tooMany, retryAfter: seconds)
        }
        guard program.key.scopes.contains(scope) else { throw InterfaceProblem(.scopeMissing(scope)) }
        return program
    }

    /// What stands behind `Bearer` (RFC 6750).
    private static func secret(in request: Request) -> String? {
        guard let value = request.headers[.authorization] else { return nil }
        let parts = value.split(separator: " ", omittingEmptySubsequences: true)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
        return String(parts[1])
    }
}

/// A request of another system that showed its key.
@dynamicMemberLookup
struct ProgramVisit: Sendable {
    let visit: Visit
    let program: Program

    var account: Account { program.account }
    var access: Access { visit.site.access }
    var desk: InterfaceDesk { visit.site.interface }

    subscript<Value>(dynamicMember path: KeyPath<Visit, Value>) -> Value { visit[keyPath: path] }

    func parameter(_ name: Substring) -> String { visit.parameter(name) }

    /// An id in the address.
    ///
    /// - Throws: the same problem as for one that is not there.
    func reference(_ name: Substring) throws -> CaseReference {
        guard let reference = CaseReference(parameter(name)) else { throw InterfaceProblem(.notFound) }
        return reference
    }
}
