import Rulebook

extension Ledger {
    /// Wraps every dossier's keys with the key that wraps now. Content is not touched, and the ledger stays in use.
    ///
    /// - Parameter progress: called with the keys looked at so far.
    /// - Returns: how many were wrapped anew. 0: no key of the database needs a former key any more.
    @discardableResult
    public func rewrapKeys(progress: @Sendable (Int) -> Void = { _ in }) async throws -> Int {
        try await walkKeys(progress) { [engine] calls in
            guard !calls.isEmpty else { return }
            try await engine.write { try $0.send(calls) }
        } finally: { [engine, ring] in
            _ = try await engine.write {
                try $0.run(.saveSetting, [.text("keys"), .bytes(ring.fingerprint)])
            }
        }
    }

    /// How many keys of the database only a former key can unwrap. They are counted, and left as they are.
    public func keysOfFormerKeys(progress: @Sendable (Int) -> Void = { _ in }) async throws -> Int {
        try await walkKeys(progress) { _ in
        } finally: {
        }
    }

    /// Looks at every wrapped key, and hands over, page by page, what would wrap anew those that need it.
    private func walkKeys(
        _ progress: @Sendable (Int) -> Void, _ page: ([SQLCall]) async throws -> Void,
        finally end: () async throws -> Void
    ) async throws -> Int {
        var (dossier, code, seen, found) = (Int64(0), -1, 0, 0)
        while true {
            let after: [SQLValue] = [.integer(dossier), .int(code), .int(2_000)]
            let rows = try await engine.read { try WrappedKey.page($0, after) }
            guard let last = rows.last else { break }
            // An erased key stays erased: it is changed only where it still is what was read.
            let calls = try rows.compactMap { try $0.rewrapping(ring) }
            try await page(calls)
            (dossier, code) = (last.dossier, last.code)
            seen += rows.count
            found += calls.count
            progress(seen)
        }
        try await end()
        return found
    }
}

/// A wrapped key as a row, and whose it is.
private struct WrappedKey: Sendable {
    let dossier: Int64
    let code: Int
    let wrapped: [UInt8]?
    let reference: Reference

    static func page(_ connection: any SQLConnection, _ after: [SQLValue]) throws -> [WrappedKey] {
        try connection.all(.keysToRewrap, after) { row in
            guard let reference = Reference(number: row.integer(3)) else { throw EngineError.damaged("a reference") }
            return WrappedKey(
                dossier: row.integer(0), code: row.int(1), wrapped: row.optionalBytes(2), reference: reference)
        }
    }

    /// The change that wraps it anew; `nil` when it is erased or needs none.
    func rewrapping(_ ring: KeyRing) throws -> SQLCall? {
        guard let wrapped, let sealingClass = SealingClass(code: code),
            let fresh = try DossierKeys.rewrap(wrapped, ring: ring, reference: reference, class: sealingClass)
        else { return nil }
        return SQLCall(.rewrapKey, [.bytes(fresh), .integer(dossier), .int(code), .bytes(wrapped)])
    }
}

extension SQLText {
    static let keysToRewrap: SQLText =
        """
        SELECT dossier_key.dossier, dossier_key.class, dossier_key.wrapped, dossier.reference
        FROM dossier_key JOIN dossier ON dossier.id = dossier_key.dossier
        WHERE (dossier_key.dossier, dossier_key.class) > (?, ?)
        ORDER BY dossier_key.dossier, dossier_key.class LIMIT ?
        """
}
