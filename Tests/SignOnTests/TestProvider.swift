import Crypto
import Foundation
import SignOn
import StrictJSON
import Synchronization

/// A provider made of closures: it behaves unless a test changes one thing.
final class TestProvider: Sendable {
    static let issuer = "https://id.example.org/realm"
    static let start = 1_800_000_000

    struct State: Sendable {
        var now = TestProvider.start
        var keys: [TestKey] = []
        var namesKeys = true
        var discovery: [String: JSON] = TestProvider.described(TestProvider.issuer)
        /// Addresses that do not answer.
        var down: Set<String> = []
        /// Whole answers, by address.
        var pages: [String: WebResponse] = [:]
        var tokenAnswer = WebResponse(status: 500, body: [])
        var requests: [WebRequest] = []
        var chance: UInt8 = 0
    }

    private let state: Mutex<State>

    init(keys: [TestKey]) {
        state = Mutex(State(keys: keys))
    }

    convenience init() throws {
        self.init(keys: [try TestKey.rsa()])
    }

    func change(_ change: (inout sending State) -> Void) { state.withLock { change(&$0) } }

    func read<Value: Sendable>(_ read: (State) -> Value) -> Value { state.withLock { read($0) } }

    func requests(to address: String) -> Int { read { $0.requests.count { $0.address == address } } }

    static let keysAddress = issuer + "/keys"
    static let tokenAddress = issuer + "/token"
    static let discoveryAddress = issuer + "/.well-known/openid-configuration"

    static func described(_ issuer: String) -> [String: JSON] {
        [
            "issuer": .string(issuer), "authorization_endpoint": .string(issuer + "/authorise?tenant=1"),
            "token_endpoint": .string(issuer + "/token"), "jwks_uri": .string(issuer + "/keys"),
            "end_session_endpoint": .string(issuer + "/end"),
        ]
    }

    var outside: Outside {
        Outside(
            fetch: { try self.answer($0) }, now: { self.read(\.now) },
            randomBytes: { count in
                var chance: UInt8 = 0
                self.change { state in
                    state.chance &+= 1
                    chance = state.chance
                }
                return Array(SHA256.hash(data: [chance]).prefix(count))
            })
    }

    func provider(_ change: (inout [String: JSON]) -> Void = { _ in }) throws -> Provider {
        Provider(settings: try settings(change), outside: outside)
    }

    private struct Down: Error {}

    private func answer(_ request: WebRequest) throws -> WebResponse {
        try state.withLock { state in
            state.requests.append(request)
            if state.down.contains(request.address) { throw Down() }
            if let page = state.pages[request.address] { return page }
            switch request.address {
            case TestProvider.discoveryAddress:
                return WebResponse(status: 200, body: Array(json(state.discovery).utf8))
            case TestProvider.keysAddress:
                let named = state.namesKeys
                let keys = try state.keys.map { object(try $0.published(named: named)) }
                return WebResponse(status: 200, body: Array(json(["keys": .array(keys)]).utf8))
            case TestProvider.tokenAddress: return state.tokenAnswer
            default: return WebResponse(status: 404, body: [])
            }
        }
    }
}

/// Settings that are in order, with changes.
func settings(_ change: (inout [String: JSON]) -> Void = { _ in }) throws -> ProviderSettings {
    var fields: [String: JSON] = [
        "issuer": .string(TestProvider.issuer), "client_id": "firm ground", "client_secret": "s3cret:with&signs",
        "redirect_uri": "https://firmground.example.org/sign-in/provider", "label": "Sign in with your office account",
        "roles": [
            ["group": "leads", "role": "lead", "organisation": "SCA"],
            ["group": "makers", "role": "decision_maker", "organisation": "SCA"],
        ],
        "second_factor": ["acr": ["gold"], "amr": ["otp", "hwk"]],
    ]
    change(&fields)
    return try ProviderSettings(json: Array(json(fields).utf8))
}
