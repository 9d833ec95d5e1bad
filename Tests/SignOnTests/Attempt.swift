import Crypto
import Foundation
import SignOn
import StrictJSON

/// One sign-in from beginning to end, with everything in it that can be changed on the way.
struct Attempt: Sendable {
    var header: [String: JSON]
    var claims: [String: JSON]
    var key: TestKey
    /// In place of the key's signature.
    var sign: (@Sendable (String) -> [UInt8])?
    /// What the token endpoint answers beside the ID token.
    var answer: [String: JSON] = ["access_token": "access", "token_type": "Bearer"]
    var status = 200
    /// In place of everything that the token endpoint would answer.
    var body: [UInt8]?
    /// In place of the whole ID token.
    var idToken: String?
    var query: [(name: String, value: String)]
    var browser: String?
    var kept: KeptSignIn
    /// How long the person takes, in seconds.
    var seconds = 30

    func token() throws -> String {
        let text = url64(json(header).utf8) + "." + url64(json(claims).utf8)
        let signature = try sign?(text) ?? key.signature(over: text)
        return text + "." + url64(signature)
    }

    func tokenAnswer() throws -> WebResponse {
        if let body { return WebResponse(status: status, body: body) }
        var fields = answer
        fields["id_token"] = .string(try idToken ?? token())
        return WebResponse(status: status, body: Array(json(fields).utf8))
    }
}

extension TestProvider {
    /// Begins and finishes a sign-in of Anna's; `change` makes it another one than it should be.
    func signIn(
        _ provider: Provider, for purpose: SignInPurpose = .signIn, beginning: Beginning? = nil,
        _ change: (inout Attempt) throws -> Void = { _ in }
    ) async throws -> SignedOn {
        let begun = if let beginning { beginning } else { try await provider.begin(purpose) }
        var attempt = try attempt(begun)
        try change(&attempt)
        let answer = try attempt.tokenAnswer()
        let seconds = attempt.seconds
        self.change { state in
            state.now += seconds
            state.tokenAnswer = answer
        }
        let query = attempt.query.map { $0.name + "=" + $0.value }.joined(separator: "&")
        return try await provider.finish(
            try Redirect(query: query), browser: attempt.browser, kept: attempt.kept)
    }

    /// The fault of a sign-in; `nil` when there is none.
    func fault(
        _ provider: Provider, for purpose: SignInPurpose = .signIn, beginning: Beginning? = nil,
        _ change: (inout Attempt) throws -> Void = { _ in }
    ) async throws -> SignOnFault? {
        do {
            _ = try await signIn(provider, for: purpose, beginning: beginning, change)
            return nil
        } catch let fault as SignOnFault {
            return fault
        }
    }

    private func attempt(_ begun: Beginning) throws -> Attempt {
        let asked = parameters(of: begun.address)
        guard let key = read(\.keys).first, let nonce = asked["nonce"], let state = asked["state"] else {
            throw Unexpected()
        }
        let made = read(\.now) + 29
        return Attempt(
            header: ["alg": .string(key.algorithm), "typ": "JWT", "kid": .string(key.id)],
            claims: [
                "iss": .string(TestProvider.issuer), "aud": "firm ground", "sub": "7f3a", "nonce": .string(nonce),
                "iat": JSON(made), "exp": JSON(made + 300), "auth_time": JSON(made - 10), "name": "Anna Example",
                "preferred_username": "anna", "email": "anna@example.org", "groups": ["makers", "everybody"],
                "amr": ["pwd"],
            ],
            key: key, query: [("state", state), ("code", "c0de"), ("session_state", "x")], browser: begun.browser,
            kept: begun.kept)
    }

    private struct Unexpected: Error {}
}

/// The parameters of an address, read by somebody else's code.
func parameters(of address: String) -> [String: String] {
    let items = URLComponents(string: address)?.queryItems ?? []
    return Dictionary(items.map { ($0.name, $0.value ?? "") }) { first, _ in first }
}

/// One way to go wrong, and the fault it must end in; without one, something harmless.
struct Harm: Sendable, CustomStringConvertible {
    let description: String
    let fault: SignOnFault?
    let change: @Sendable (inout Attempt) throws -> Void

    init(_ description: String, _ fault: SignOnFault?, _ change: @escaping @Sendable (inout Attempt) throws -> Void) {
        self.description = description
        self.fault = fault
        self.change = change
    }
}
