/// What comes with a new passkey (§6.5.4). The statement of who built the device is read, so that it is well formed,
/// and not believed.
package enum AttestationObject {
    /// The authenticator data within.
    ///
    /// - Throws: `malformedAttestation`, `trailingBytes`.
    package static func authenticatorData(in bytes: [UInt8]) throws(PasskeyFault) -> [UInt8] {
        let object: CBOR
        do {
            object = try CBOR(bytes)
        } catch {
            throw error.reason == .trailing ? .trailingBytes : .malformedAttestation
        }
        guard let format = object["fmt"]?.text, let statement = object["attStmt"]?.members,
            let data = object["authData"]?.bytes
        else { throw .malformedAttestation }
        // §8.7: the statement of the format “none” is empty.
        guard format != "none" || statement.isEmpty else { throw .malformedAttestation }
        return data
    }
}
