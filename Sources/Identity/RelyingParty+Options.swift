public import StrictJSON

extension RelyingParty {
    /// How long a person has before the browser gives up, in milliseconds: five minutes, as §15.1 recommends.
    public static let timeoutMilliseconds = 300_000

    /// What the page gives to `PublicKeyCredential.parseCreationOptionsFromJSON()` to make a passkey (§5.4).
    ///
    /// - Parameters:
    ///   - challenge: made for this page and kept in the session until the answer is there.
    ///   - user: the account's handle.
    ///   - name: what tells the account from the person's others, such as the sign-in name. Stays on the device.
    ///   - displayName: how the person is called. Stays on the device.
    ///   - known: the ids of the account's passkeys, so that a device that has one does not make a second.
    ///   - timeoutMilliseconds: how long the person has.
    public func creationOptions(
        challenge: PasskeyChallenge, user: PasskeyUser, name: String, displayName: String, excluding known: [[UInt8]],
        timeoutMilliseconds: Int = RelyingParty.timeoutMilliseconds
    ) -> JSON {
        [
            "rp": ["id": .string(id), "name": .string(self.name)],
            "user": [
                "id": .string(Base64URL.text(of: user.handle)), "name": .string(name),
                "displayName": .string(displayName),
            ],
            "challenge": .string(Base64URL.text(of: challenge.bytes)),
            "pubKeyCredParams": [["type": "public-key", "alg": JSON(COSEKey.es256)]],
            "timeout": JSON(timeoutMilliseconds),
            "excludeCredentials": descriptors(known),
            "authenticatorSelection": [
                "residentKey": "preferred", "requireResidentKey": false, "userVerification": "required",
            ],
            "attestation": "none",
        ]
    }

    /// What the page gives to `PublicKeyCredential.parseRequestOptionsFromJSON()` to use a passkey (§5.5).
    ///
    /// - Parameters:
    ///   - challenge: made for this page and kept in the session until the answer is there.
    ///   - allowed: the ids of the account's passkeys; empty lets the device offer those that it has for this service.
    ///   - timeoutMilliseconds: how long the person has.
    public func requestOptions(
        challenge: PasskeyChallenge, allowing allowed: [[UInt8]],
        timeoutMilliseconds: Int = RelyingParty.timeoutMilliseconds
    ) -> JSON {
        [
            "challenge": .string(Base64URL.text(of: challenge.bytes)),
            "timeout": JSON(timeoutMilliseconds),
            "rpId": .string(id),
            "allowCredentials": descriptors(allowed),
            "userVerification": "required",
        ]
    }

    private func descriptors(_ ids: [[UInt8]]) -> JSON {
        .array(ids.map { ["type": "public-key", "id": .string(Base64URL.text(of: $0))] })
    }
}
