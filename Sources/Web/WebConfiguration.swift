import Foundation
import Identity

/// How the pages are served.
public struct WebConfiguration: Sendable {
    /// An account that the sign-in page offers to try, in a demonstration only.
    public struct DemoAccount: Sendable {
        public let signIn: String
        public let password: String
        /// The code of its authenticator app at this moment.
        public let code: @Sendable () -> String
        /// Whose work it is: “Decision maker”.
        public let title: String
        /// What can be seen with it, in one line.
        public let about: String?

        public init(
            signIn: String, password: String, code: @escaping @Sendable () -> String, title: String,
            about: String? = nil
        ) {
            self.signIn = signIn
            self.password = password
            self.code = code
            self.title = title
            self.about = about
        }
    }

    /// What a caller may ask of the server.
    public struct Limits: Sendable {
        /// The largest body of a request, in bytes.
        public var body = 1 << 20
        /// How long a body may take to arrive, in seconds.
        public var bodySeconds = 30
        /// All headers together, in bytes.
        public var headers = 16 << 10
        public var headerCount = 64
        /// How long a connection may stay silent, in seconds.
        public var idleSeconds: Int64 = 60
        /// Connections at a time; further ones wait. An idle one costs some kilobytes.
        public var connections = 16_384

        public init() {}
    }

    public var host: String
    public var port: Int
    /// The address people type, such as `https://nrm.example`; `nil` on plain HTTP at the machine itself.
    public var publicOrigin: String?
    /// A folder whose files go before the built-in ones under `/assets/`.
    public var assetsFolder: String?
    /// The stylesheet that is built in.
    public var stylesheet: [UInt8]
    /// The scripts that are built in, by file name.
    public var scripts: [String: [UInt8]]
    /// Accounts to offer on the sign-in page. Empty everywhere but in a demonstration.
    public var demoAccounts: [DemoAccount]
    /// Who shows it as a bearer token gets the figures at `/metrics`. Without one they are shown only while ``publicOrigin`` is `nil`.
    public var metricsToken: String?
    public var limits: Limits
    /// Of the program, for the description of its interface.
    public var version: String
    /// Whether webhooks may lead to this machine: for trials only.
    public var allowsLoopbackHooks: Bool

    public init(
        host: String = "127.0.0.1", port: Int = 8080, publicOrigin: String? = nil, assetsFolder: String? = nil,
        stylesheet: [UInt8], scripts: [String: [UInt8]] = [:], demoAccounts: [DemoAccount] = [],
        metricsToken: String? = nil, limits: Limits = Limits(),
        version: String = "", allowsLoopbackHooks: Bool = false
    ) {
        self.host = host
        self.port = port
        self.publicOrigin = publicOrigin
        self.assetsFolder = assetsFolder
        self.stylesheet = stylesheet
        self.scripts = scripts
        self.demoAccounts = demoAccounts
        self.metricsToken = metricsToken
        self.limits = limits
        self.version = version
        self.allowsLoopbackHooks = allowsLoopbackHooks
    }

    /// Whom passkeys are made for: the public address; without one this machine, by its name.
    var relyingParty: RelyingParty? {
        let origin = publicOrigin ?? "http://localhost:\(port)"
        guard let start = origin.range(of: "://")?.upperBound else { return nil }
        let host = origin[start...].prefix { $0 != ":" && $0 != "/" }
        return try? RelyingParty(id: String(host), name: "FirmGround", origins: [origin])
    }

    /// Whether people reach the pages over TLS: cookies are then sent over nothing else.
    var isSecure: Bool { publicOrigin?.hasPrefix("https://") ?? false }
}
