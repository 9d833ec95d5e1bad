public import Casework
import Crypto

/// Signs what is sent to a receiver, by the Standard Webhooks convention: HMAC-SHA-256 over id, time and body.
public enum HookSignature {
    /// How far the clocks of sender and receiver may be apart, in seconds. An older message may be a repetition.
    public static let tolerance: Int64 = 300
    /// The names of the headers.
    public static let idHeader = "webhook-id"
    public static let timestampHeader = "webhook-timestamp"
    public static let signatureHeader = "webhook-signature"

    /// Why a message is not believed.
    public enum Fault: Error, Sendable, Hashable, CaseIterable {
        /// A header is missing or has not the form it must have.
        case malformed
        /// Signed too long ago, or in the future.
        case outsideTolerance
        case wrongSignature
    }

    /// The headers of a message.
    public struct Headers: Sendable, Hashable {
        public let id: String
        /// Seconds since 1970, in digits.
        public let timestamp: String
        /// One signature for each secret, with a space between.
        public let signature: String

        public init(id: String, timestamp: String, signature: String) {
            self.id = id
            self.timestamp = timestamp
            self.signature = signature
        }

        /// Names and values, in this order.
        public var all: [(name: String, value: String)] {
            [(idHeader, id), (timestampHeader, timestamp), (signatureHeader, signature)]
        }
    }

    /// Signs with every secret in force, the newest first: while secrets change, either will do.
    ///
    /// - Parameter id: of the message; the same at every attempt. It must not contain a full stop.
    public static func headers(
        id: String, at moment: Instant, body: [UInt8], secrets: [HookSecret]
    ) -> Headers {
        let timestamp = String(moment.seconds)
        let signatures = secrets.map { secret in
            "v1," + Base64.text(of: code(id, timestamp, body, secret), in: .ordinary)
        }
        return Headers(id: id, timestamp: timestamp, signature: signatures.joined(separator: " "))
    }

    /// Whether a message comes from somebody who knows one of the secrets, and is fresh.
    ///
    /// Signatures of versions that are not known are passed over. To refuse a repetition within the tolerance, a receiver
    /// also remembers the ids it has seen.
    ///
    /// - Throws: why not.
    public static func verify(
        _ headers: Headers, body: [UInt8], secrets: [HookSecret], now: Instant
    ) throws(Fault) {
        guard !headers.id.isEmpty, !headers.id.utf8.contains(UInt8(ascii: ".")), headers.timestamp.utf8.count <= 12,
            headers.timestamp.utf8.allSatisfy({ (48...57).contains($0) }), let signed = Int64(headers.timestamp)
        else { throw .malformed }
        let given = headers.signature.split(separator: " ").compactMap { part -> [UInt8]? in
            part.hasPrefix("v1,") ? Base64.bytes(of: String(part.dropFirst(3)), in: .ordinary) : nil
        }
        guard !given.isEmpty, given.count <= 16 else { throw .malformed }
        guard abs(now.seconds - signed) <= tolerance else { throw .outsideTolerance }
        // Every pair is compared, so that the time tells nothing of which one fits.
        var fits = false
        for secret in secrets {
            let message = message(headers.id, headers.timestamp, body)
            for code in given {
                let isRight = HMAC<SHA256>.isValidAuthenticationCode(
                    code, authenticating: message, using: SymmetricKey(data: secret.bytes))
                fits = isRight || fits
            }
        }
        guard fits else { throw .wrongSignature }
    }

    private static func code(_ id: String, _ timestamp: String, _ body: [UInt8], _ secret: HookSecret) -> [UInt8] {
        Array(
            HMAC<SHA256>.authenticationCode(
                for: message(id, timestamp, body), using: SymmetricKey(data: secret.bytes)))
    }

    private static func message(_ id: String, _ timestamp: String, _ body: [UInt8]) -> [UInt8] {
        Array("\(id).\(timestamp).".utf8) + body
    }
}

extension Instant {
    /// Whole seconds since 1970, rounded down.
    var seconds: Int64 {
        let (quotient, remainder) = milliseconds.quotientAndRemainder(dividingBy: 1000)
        return remainder < 0 ? quotient - 1 : quotient
    }
}
