extension OneTimeCode {
    /// The address that an authenticator app reads from a square:
    /// `otpauth://totp/Issuer:account?secret=…&issuer=Issuer`.
    ///
    /// It holds the secret: show it once and never log it. The algorithm, the digits and the period are left out
    /// because every app takes the ones used here when nothing is said. A colon in a name becomes a hyphen: it would
    /// divide issuer from account.
    ///
    /// Source: the “Key Uri Format” of Google Authenticator; letters are percent-encoded as RFC 3986 §2.3 has it.
    ///
    /// - Parameters:
    ///   - issuer: the name of the service.
    ///   - account: what tells this account from the person's others there, such as the sign-in name.
    public func address(issuer: String, account: String) -> String {
        let issuer = OneTimeCode.encoded(issuer)
        return "otpauth://totp/\(issuer):\(OneTimeCode.encoded(account))"
            + "?secret=\(Base32.text(of: secret.bytes))&issuer=\(issuer)"
    }

    private static func encoded(_ name: String) -> String {
        let hexadecimal = Array("0123456789ABCDEF".utf8)
        var written: [UInt8] = []
        for byte in name.utf8 {
            switch byte {
            case UInt8(ascii: ":"): written.append(UInt8(ascii: "-"))
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                written.append(byte)
            default: written += [UInt8(ascii: "%"), hexadecimal[Int(byte >> 4)], hexadecimal[Int(byte & 15)]]
            }
        }
        return String(decoding: written, as: UTF8.self)
    }
}
