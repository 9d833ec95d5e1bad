/// One OpenID provider, to whom FirmGround is a relying party with the authorisation code flow (OpenID Connect Core 1.0,
/// section 3.1) and PKCE (RFC 7636).
///
/// Copies share one memory of the provider's description and keys: both are kept for an hour, and used for up to a day
/// while the provider cannot be reached. Keys are fetched out of turn when a token does not fit those held, at most
/// once a minute.
public struct Provider: Sendable {
    /// As given at start.
    public let settings: ProviderSettings
    let outside: Outside
    let metadata: Shelf<Metadata>
    let keys: Shelf<KeySet>

    /// Fetches nothing yet.
    public init(settings: ProviderSettings, outside: Outside) {
        self.settings = settings
        self.outside = outside
        let metadata = Shelf<Metadata>(now: outside.now) {
            await Provider.result { () async throws(SignOnFault) in
                guard let issuer = Address(settings.issuer), let page = Metadata.address(of: issuer) else {
                    throw .endpointNotSafe
                }
                return try Metadata(try await outside.json(at: page), issuer: issuer)
            }
        }
        self.metadata = metadata
        keys = Shelf<KeySet>(now: outside.now) {
            await Provider.result { () async throws(SignOnFault) in
                try KeySet(try await outside.json(at: try await metadata.value().keys))
            }
        }
    }

    /// Whether the provider answers with a description and keys that can be used; for a check at start or by an operator.
    public func check() async throws(SignOnFault) {
        _ = try await metadata.value()
        _ = try await keys.value()
    }

    private static func result<Value>(
        _ work: () async throws(SignOnFault) -> Value
    ) async -> Result<Value, SignOnFault> {
        do throws(SignOnFault) {
            return .success(try await work())
        } catch {
            return .failure(error)
        }
    }
}
