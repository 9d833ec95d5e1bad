import Casework

extension Ledger {
    /// The dossiers with which an account has a conflict of interest. Few people have any: one index lookup as a rule.
    public func conflicts(of account: String) async throws -> Set<Reference> {
        let scope = ring.scope(Scope.conflict(account))
        return try await engine.glance { connection in
            Set(
                try connection.all(.tiedReferences, [.integer(scope)]) { Reference(number: $0.integer(0)) }.compactMap {
                    $0
                })
        }
    }

    /// The dossiers under a scope, latest opened first.
    ///
    /// - Parameter position: where to go on: the number that came with the last of the page before.
    public func dossiers(under scope: String, before position: Int64 = .max, limit: Int = 25) async throws
        -> [(position: Int64, dossier: DossierListing)]
    {
        let number = ring.scope(scope)
        return try await engine.read { [self] connection in
            try connection.all(.tiedBefore, [.integer(number), .integer(position), .int(limit)]) { $0.integer(0) }
                .compactMap { id in try listing(id, connection).map { (id, $0) } }
        }
    }
}

extension SQLText {
    static let tiedReferences: SQLText =
        "SELECT dossier.reference FROM tie JOIN dossier ON dossier.id = tie.dossier WHERE tie.scope = ? LIMIT 1000"
}
