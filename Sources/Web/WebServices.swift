public import Access
public import Logging
public import SignOn
public import Uploads

/// What the pages work with.
public struct WebServices: Sendable {
    public let access: Access
    public let accounts: Accounts
    public let logger: Logger
    /// Another provider of sign-ins, where a department brings its own.
    public let provider: Provider?
    /// Looks files through for viruses, where one is set up.
    public let scanner: (any VirusScanner)?
    /// A fresh text that nobody can guess: recognises a form that is sent twice, and guards the sign-in form.
    let freshKey: @Sendable () -> String

    /// - Parameter freshKey: 128 random bits or more, in letters and digits; the system's random numbers unless given.
    public init(
        access: Access, accounts: Accounts, logger: Logger, provider: Provider? = nil,
        scanner: (any VirusScanner)? = nil,
        freshKey: @escaping @Sendable () -> String = { WebServices.randomKey() }
    ) {
        self.access = access
        self.accounts = accounts
        self.logger = logger
        self.provider = provider
        self.scanner = scanner
        self.freshKey = freshKey
    }

    /// 128 random bits in base 36.
    public static func randomKey() -> String {
        var generator = SystemRandomNumberGenerator()
        return String(generator.next() as UInt64, radix: 36) + "-" + String(generator.next() as UInt64, radix: 36)
    }
}
