import Casework
import Crypto
import Ledger
import Rulebook

/// Somebody whom another provider of sign-ins vouches for.
public struct ProvidedIdentity: Sendable, Hashable {
    public let issuer: String
    /// The person's name at the issuer, which never changes.
    public let subject: String
    public let displayName: String
    /// What the person types there; for the sign-in name of an account that is made.
    public let accountName: String?
    public let role: String
    public let organisation: String
    /// Whether the provider asked for a second factor; if not, ours is asked for.
    public let hasSecondFactor: Bool

    public init(
        issuer: String, subject: String, displayName: String, accountName: String?, role: String,
        organisation: String, hasSecondFactor: Bool
    ) {
        self.issuer = issuer
        self.subject = subject
        self.displayName = displayName
        self.accountName = accountName
        self.role = role
        self.organisation = organisation
        self.hasSecondFactor = hasSecondFactor
    }

    var key: [UInt8] { Array(SHA256.hash(data: Array((issuer + "\n" + subject).utf8))) }
}

extension Accounts {
    /// Keeps a sign-in on its way to another provider until it comes back or ten minutes have passed.
    public func keepProviderSignIn(_ text: String, under key: String) async throws {
        try await hand(.provider, secret: key, to: "", data: Array(text.utf8), seconds: 600)
    }

    /// Takes back what ``keepProviderSignIn(_:under:)`` kept; once.
    public func takeProviderSignIn(_ key: String) async throws -> String? {
        try await take(.provider, secret: key).map { String(decoding: $0.data, as: UTF8.self) }
    }

    /// Signs in whom a provider vouches for. An account is made at the first time; a post follows the provider's groups from then
    /// on: who is moved there is moved here.
    ///
    /// - Throws: ``EnrolmentRefused`` when the account or the post cannot be made; `description` says why.
    public func signIn(_ identity: ProvidedIdentity, device: String, with access: Access) async throws -> SignIn {
        let runner = Access.operatorAccount(on: ledger.today)
        guard let person = try await person(of: identity, with: access, by: runner) else { return .refused }
        guard person.isActive(on: ledger.today), try await isAwake(person) else { return .refused }
        let post = try await self.post(of: person, identity, with: access, by: runner)
        guard let account = try await directory.person(person.id)?.account(in: post, on: ledger.today) else {
            return .refused
        }
        if let known = try await credentials(.provider, of: account.id).first { try await used(known, of: account.id) }
        let factors = try await secondFactors(of: account.id)
        let stage: SessionStage = identity.hasSecondFactor ? .full : factors.isEmpty ? .enrol : .second
        return .accepted(token: try await begin(account, stage: stage, device: device), stage: stage)
    }

    private func person(of identity: ProvidedIdentity, with access: Access, by runner: Account) async throws -> Person?
    {
        let known = try await engine.glance { connection in
            try connection.first(
                .accountOfCredential, [.text(Credential.Kind.provider.rawValue), .bytes(identity.key)]
            ) { $0.text(0) }
        }
        if let known { return try await directory.person(known) }
        let name = identity.accountName ?? identity.subject
        let person = try await access.join(
            PersonDraft(
                signIn: name, name: identity.displayName.isEmpty ? name : identity.displayName, role: identity.role,
                organisation: identity.organisation), by: runner)
        try await keep(.provider, identity.key, [], label: identity.issuer, of: person.id)
        return person
    }

    /// The number of the post that the provider's groups give; a former one from there ends.
    private func post(
        of person: Person, _ identity: ProvidedIdentity, with access: Access, by runner: Account
    ) async throws -> Int {
        func held(_ person: Person) -> Person.Post? {
            person.posts.first {
                $0.isHeld(on: ledger.today) && $0.role == identity.role && $0.organisation == identity.organisation
            }
        }
        if let post = held(person) { return post.number }
        let draft = PersonDraft(
            signIn: person.signIn, name: person.displayName, role: identity.role, organisation: identity.organisation)
        try await access.give(draft, to: person.reference, by: runner)
        for former in person.posts where former.isHeld(on: ledger.today) {
            try await access.endPost(former.number, of: person, by: runner)
        }
        return try await directory.person(person.id).flatMap(held)?.number ?? 0
    }
}
