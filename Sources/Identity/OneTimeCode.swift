import Crypto

/// Codes of six digits that change every 30 seconds (TOTP, RFC 6238, with HMAC-SHA-1 as every authenticator app knows
/// it).
public struct OneTimeCode: Sendable {
    /// How long a code is shown, in seconds.
    public static let period: Int64 = 30

    /// What the app has as well.
    public let secret: OneTimeSecret
    let digits: Int

    /// The codes of a secret, of six digits.
    public init(_ secret: OneTimeSecret) {
        self.init(secret, digits: 6)
    }

    /// - Parameter digits: from 1 to 9. The published vectors of RFC 6238 have eight.
    package init(_ secret: OneTimeSecret, digits: Int) {
        self.secret = secret
        self.digits = min(max(digits, 1), 9)
    }

    /// The time step of a moment: how many whole periods have gone by since 1970.
    ///
    /// - Parameter seconds: seconds since 1970, UTC.
    public static func step(at seconds: Int64) -> Int64 {
        let (whole, rest) = seconds.quotientAndRemainder(dividingBy: period)
        return rest < 0 ? whole - 1 : whole
    }

    /// The code that an app shows at a moment, with its leading noughts.
    ///
    /// - Parameter seconds: seconds since 1970, UTC.
    public func code(at seconds: Int64) -> String {
        code(ofStep: OneTimeCode.step(at: seconds))
    }

    /// The code of a time step (HOTP, RFC 4226 §5.3: dynamic truncation).
    package func code(ofStep step: Int64) -> String {
        let counter = (0..<8).map { UInt8(truncatingIfNeeded: step >> (56 - 8 * $0)) }
        let hash = Array(
            HMAC<Insecure.SHA1>.authenticationCode(for: counter, using: SymmetricKey(data: secret.bytes)))
        let start = Int(hash[hash.count - 1] & 15)
        let number = hash[start..<start + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7fff_ffff
        let code = String(number % (0..<digits).reduce(UInt32(1)) { power, _ in power * 10 })
        return String(repeating: "0", count: digits - code.count) + code
    }

    /// Checks what somebody typed: the code of now, of the step before or of the step after (RFC 6238 §5.2), for clocks
    /// that differ.
    ///
    /// Takes the same time whatever the digits are. Count the wrong tries and slow them down: a code has only six
    /// digits.
    ///
    /// - Parameters:
    ///   - text: as typed; spaces are allowed anywhere.
    ///   - seconds: now, in seconds since 1970, UTC.
    ///   - lastStep: the step that this method answered last for this secret; `nil` when there was none. No step at or
    ///     before it is accepted, so that a code works once.
    /// - Returns: the time step that matched, to be stored in the same transaction as the sign-in; `nil` when none did.
    public func accepts(_ text: String, at seconds: Int64, after lastStep: Int64?) -> Int64? {
        let typed = Array(String(text.filter { !$0.isWhitespace }).utf8)
        let present = OneTimeCode.step(at: seconds)
        var matched: Int64?
        // The latest that matches: were two steps alike, the code would otherwise work a second time.
        for step in present - 1...present + 1 {
            let isRight = isSame(typed, code(ofStep: step).utf8)
            if isRight, step > max(lastStep ?? -1, -1) { matched = step }
        }
        return matched
    }
}
