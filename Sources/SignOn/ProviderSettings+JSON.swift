import StrictJSON

extension ProviderSettings {
    /// Reads a settings file: one JSON object.
    ///
    /// Needed are `issuer`, `client_id`, `redirect_uri`, `label` and `roles`, a list of objects with `group`, `role` and
    /// `organisation`, the preferred first. Optional are `client_secret` (without it: a public client), `scopes` beside
    /// `openid` (default `profile` and `email`), `groups_claim` (`groups`), `account_claim` (`preferred_username`),
    /// `second_factor` with lists `acr` and `amr` (none), `algorithms` (all of `SigningAlgorithm`) and
    /// `reauthentication_max_age` (0 to 300 seconds, default 0). Any other field is a fault.
    ///
    /// - Throws: every fault, each with its field.
    public init(json bytes: [UInt8]) throws(SettingsFaults) {
        let file: JSON
        do {
            file = try JSON(bytes)
        } catch {
            throw SettingsFaults(faults: [SettingsFault(field: "", message: error.description)])
        }
        var reader = SettingsReader(file, path: "")
        issuer = reader.address("issuer", isIssuer: true)
        clientID = reader.text("client_id") ?? ""
        clientSecret = reader.optionalText("client_secret")
        redirectAddress = reader.address("redirect_uri", isIssuer: false)
        scopes = ["openid"] + reader.texts("scopes", default: ["profile", "email"]).filter { $0 != "openid" }
        groupsClaim = reader.optionalText("groups_claim") ?? "groups"
        accountClaim = reader.optionalText("account_claim") ?? "preferred_username"
        label = reader.text("label") ?? ""
        roles = reader.roles("roles")
        secondFactor = reader.secondFactor("second_factor")
        algorithms = reader.algorithms("algorithms")
        reauthenticationMaxAge = reader.seconds("reauthentication_max_age", upTo: 300)
        reader.refuseOthers()
        for scope in scopes where !scope.utf8.allSatisfy(ProviderSettings.isScopeCharacter) {
            reader.add("scopes", "A scope has no spaces, quotes or letters beyond ASCII.")
            break
        }
        guard reader.faults.isEmpty else { throw SettingsFaults(faults: reader.faults) }
    }

    /// RFC 6749, section 3.3.
    private static func isScopeCharacter(_ byte: UInt8) -> Bool {
        (0x21...0x7E).contains(byte) && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
    }
}
