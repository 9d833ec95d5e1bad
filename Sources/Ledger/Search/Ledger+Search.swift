import Rulebook

/// A dossier that a search found.
public struct SearchHit: Sendable, Hashable {
    public let dossier: DossierListing
    /// Every part of the query was found as written; case, accents, order, apostrophes and hyphens aside.
    public let isExact: Bool
}

/// What a search found.
public struct SearchResult: Sendable {
    public let hits: [SearchHit]
    /// There were too many to look at: a date of birth or another name would narrow it.
    public let isCutShort: Bool
    /// The query held nothing to search for.
    public let isEmpty: Bool
}

/// Whether whoever searches may learn of a dossier, and of its name.
public enum SearchAdmission: Sendable {
    case hidden, listed, named
}

extension Ledger {
    /// Finds dossiers by names (in any order, case or accents, a letter wrong), date of birth, phone number or reference, among
    /// those that stand under one of the scopes.
    ///
    /// What is in no scope or not admitted leaves no trace in the result: not as a hit, not as a count, not as a hint that there is
    /// more. Works on keyed tokens; no content is opened but the names of what was found. Cost: some hundred index lookups, bounded
    /// whatever the size of the ledger, and opening what is shown.
    ///
    /// - Parameters:
    ///   - scopes: `nil` for every dossier.
    ///   - admit: told a dossier with nothing unsealed.
    public func search(
        _ text: String, within scopes: [String]?, limit: Int = 25,
        admit: @escaping @Sendable (OpenedDossier) -> SearchAdmission
    ) async throws -> SearchResult {
        let query = SearchQuery(text)
        guard !query.isEmpty else { return SearchResult(hits: [], isCutShort: false, isEmpty: true) }
        return try await engine.read { [self] connection in
            // More are looked at than shown, so that who is called as written comes before who only sounds like it.
            var finder = try Finder(
                connection: connection, tokens: SearchTokens(ring: ring), scopes: scopes?.map(ring.scope),
                limit: limit * 4)
            let (ids, isCutShort) = try finder.find(query)
            var exact: [SearchHit] = []
            var similar: [SearchHit] = []
            for found in ids {
                guard let listing = try listing(found.dossier, connection) else { continue }
                let isExact = found.isExact && query.reads(asIn: listing.title)
                if isExact {
                    exact.append(SearchHit(dossier: listing, isExact: true))
                } else {
                    similar.append(SearchHit(dossier: listing, isExact: false))
                }
            }
            var hits: [SearchHit] = []
            var isMore = false
            for hit in exact + similar {
                let opened = try opened(try StoredDossier(connection, hit.dossier.reference)) { _ in [] }
                let admission = admit(opened)
                if admission == .hidden { continue }
                if hits.count == limit {
                    isMore = true
                    break
                }
                hits.append(
                    admission == .named ? hit : SearchHit(dossier: hit.dossier.withoutTitle, isExact: hit.isExact))
            }
            return SearchResult(hits: hits, isCutShort: isCutShort || isMore, isEmpty: false)
        }
    }

    func listing(_ id: Int64, _ connection: any SQLConnection) throws -> DossierListing? {
        guard let row = try connection.first(.dossierByID, [.integer(id)], { try DossierRow(row: $0) }) else {
            return nil
        }
        let wrapped = try connection.first(.key, [.integer(row.id), .int(SealingClass.personal.code)]) {
            $0.optionalBytes(0)
        }
        return DossierListing(
            reference: row.reference, kind: row.kind, nation: row.nation.map { Nation($0) }, standing: row.standing,
            title: title(row.summary, wrapped: wrapped ?? nil, row.reference),
            openQuestions: row.openQuestions)
    }
}

/// Walks the token index.
private struct Finder {
    let connection: any SQLConnection
    let tokens: SearchTokens
    /// Only dossiers under one of these; `nil`: any.
    let scopes: [Int64]?
    let limit: Int
    /// The newest part of the index.
    let newest: Int64
    /// Lookups left before the search gives up and asks for more detail.
    var budget = 6_000

    init(connection: any SQLConnection, tokens: SearchTokens, scopes: [Int64]?, limit: Int) throws {
        self.connection = connection
        self.tokens = tokens
        self.scopes = scopes
        self.limit = limit
        newest = SearchTokens.segment(of: try connection.first(.lastDossier, []) { $0.integer(0) } ?? 0)
    }

    /// One part of a query: a dossier matches when it has any of these tokens.
    private struct Part {
        let exact: Int64
        let similar: [Int64]
    }

    mutating func find(_ query: SearchQuery) throws -> (found: [(dossier: Int64, isExact: Bool)], isCutShort: Bool) {
        if let own = query.own {
            let row = try connection.first(.dossierByReference, [.integer(own.number)]) { try DossierRow(row: $0) }
            if let row { return ([(row.id, true)], false) }
        }
        var found: [Int64: Bool] = [:]
        for parts in parts(of: query) { try find(parts, &found) }
        let ordered = found.sorted { ($0.value ? 0 : 1, -$0.key) < ($1.value ? 0 : 1, -$1.key) }.map {
            ($0.key, $0.value)
        }
        return (ordered, budget <= 0)
    }

    /// What a dossier must match; where digits may be a phone number or a reference, once for each.
    private func parts(of query: SearchQuery) -> [[Part]] {
        var parts: [Part] = []
        for date in query.dates { parts.append(Part(exact: tokens.token(.date, date.description), similar: [])) }
        for reference in query.references {
            parts.append(Part(exact: tokens.token(.reference, reference), similar: []))
        }
        for name in query.names.prefix(6) {
            let sound = NameFolding.sound(of: name)
            let similar = NameFolding.variants(of: name).subtracting([sound]).sorted()
            parts.append(Part(exact: tokens.token(.name, sound), similar: similar.map { tokens.token(.name, $0) }))
        }
        guard let phone = query.phone else { return parts.isEmpty ? [] : [parts] }
        let asPhone = Part(exact: tokens.token(.phone, phone), similar: [])
        guard let digits = query.phoneAsReference else { return [[asPhone] + parts] }
        return [[asPhone] + parts, [Part(exact: tokens.token(.reference, digits), similar: [])] + parts]
    }

    private mutating func find(_ parts: [Part], _ found: inout [Int64: Bool]) throws {
        for dossier in try walk(parts, from: 0, lead: parts[0].exact, exactly: true) { found[dossier] = true }
        if found.count < limit {
            // Each part in turn may lead with a similar token; the others may match exactly or similarly.
            for (index, part) in parts.enumerated() where !part.similar.isEmpty {
                for token in part.similar {
                    guard budget > 0, found.count <= limit else { break }
                    for dossier in try walk(parts, from: index, lead: token, exactly: false) where found[dossier] == nil
                    {
                        found[dossier] = false
                    }
                }
            }
        }
    }

    /// The newest dossiers with the leading token that match all other parts.
    private mutating func walk(_ parts: [Part], from index: Int, lead: Int64, exactly: Bool) throws -> [Int64] {
        var matches: [Int64] = []
        let others = parts.enumerated().filter { $0.offset != index }.map(\.element)
        for segment in stride(from: newest, through: 0, by: -1) {
            var before = Int64.max
            while budget > 0, matches.count <= limit {
                let arguments: [SQLValue] = [.integer(segment), .integer(lead), .integer(before), .int(200)]
                let page = try connection.all(.token, arguments) { $0.integer(0) }
                budget -= 1
                for dossier in page {
                    guard budget > 0, matches.count <= limit else { break }
                    if try others.allSatisfy({ try has($0, dossier, exactly: exactly) }), try isWithin(dossier) {
                        matches.append(dossier)
                    }
                }
                guard page.count == 200, let last = page.last else { break }
                before = last
            }
        }
        return matches
    }

    private mutating func isWithin(_ dossier: Int64) throws -> Bool {
        guard let scopes else { return true }
        for scope in scopes {
            budget -= 1
            if try connection.first(.hasTie, [.integer(scope), .integer(dossier)], { _ in true }) ?? false {
                return true
            }
        }
        return false
    }

    private mutating func has(_ part: Part, _ dossier: Int64, exactly: Bool) throws -> Bool {
        if try hasToken(part.exact, dossier) { return true }
        guard !exactly else { return false }
        for token in part.similar where try hasToken(token, dossier) { return true }
        return false
    }

    private mutating func hasToken(_ token: Int64, _ dossier: Int64) throws -> Bool {
        budget -= 1
        let segment = SearchTokens.segment(of: dossier)
        return try connection.first(.hasToken, [.integer(segment), .integer(token), .integer(dossier)]) { _ in true }
            ?? false
    }
}
