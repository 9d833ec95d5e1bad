import Crypto
import CryptoExtras
import Dispatch
import Foundation

/// Passwords, kept as scrypt (RFC 7914) with their own salt and with the cost they were made at, so that the cost can rise.
public enum Password {
    /// The memory cost: 128 × rounds × block size bytes, here 16 MiB.
    private static let rounds = 16_384
    private static let blockSize = 8
    private static let parallelism = 1

    /// Why a password cannot be taken.
    public enum Fault: Error, Sendable, CustomStringConvertible {
        case tooShort, tooLong, tooCommon

        public var description: String {
            switch self {
            case .tooShort:
                "Use at least 12 characters. Three or four words that do not belong together are easy to keep in mind."
            case .tooLong: "Use at most 256 characters."
            case .tooCommon: "This password is among the first that anybody would try. Choose another."
            }
        }
    }

    /// Whether a password may be chosen.
    ///
    /// - Throws: ``Fault``.
    public static func checkChoice(_ password: String) throws(Fault) {
        if password.count < 12 { throw .tooShort }
        if password.utf8.count > 256 { throw .tooLong }
        if isCommon(password) { throw .tooCommon }
    }

    /// The text to store. Takes about 50 ms and 16 MiB, off the callers' threads.
    public static func hash(_ password: String) async throws -> String {
        try checkChoice(password)
        let salt = SymmetricKey(size: .bits128).withUnsafeBytes { Data($0) }
        let key = try await derive(password, salt: salt, rounds: rounds, blockSize: blockSize, parallelism: parallelism)
        return "scrypt$\(rounds)$\(blockSize)$\(parallelism)$\(salt.base64EncodedString())$\(key.base64EncodedString())"
    }

    /// What checking a password showed.
    struct Check: Sendable {
        let matches: Bool
        /// Whether it was kept at a lower cost than new ones are: it is kept anew at the next sign-in.
        let isWeak: Bool
    }

    /// Whether `password` is the one that `stored` was made from. Takes the same time for a wrong one; a `nil` or unreadable
    /// stored text costs the same as a wrong password, so that time does not tell who exists.
    static func check(_ password: String, stored: String?) async -> Check {
        let parts = (stored ?? "").split(separator: "$")
        guard parts.count == 6, parts[0] == "scrypt", let cost = Int(parts[1]), let size = Int(parts[2]),
            let lanes = Int(parts[3]), let salt = Data(base64Encoded: String(parts[4])),
            let expected = Data(base64Encoded: String(parts[5])), password.utf8.count <= 256
        else {
            _ = try? await derive(
                "nobody", salt: Data(count: 16), rounds: rounds, blockSize: blockSize, parallelism: parallelism)
            return Check(matches: false, isWeak: false)
        }
        guard let key = try? await derive(password, salt: salt, rounds: cost, blockSize: size, parallelism: lanes)
        else {
            return Check(matches: false, isWeak: false)
        }
        let matches = zip(key, expected).reduce(UInt8(key.count == expected.count ? 0 : 1)) { $0 | ($1.0 ^ $1.1) } == 0
        return Check(matches: matches, isWeak: cost * size * lanes < rounds * blockSize * parallelism)
    }

    /// Whether `password` is the one that `stored` was made from.
    public static func matches(_ password: String, stored: String?) async -> Bool {
        await check(password, stored: stored).matches
    }

    /// One at a time: a flood of sign-ins waits here and neither takes the memory nor the threads of everybody else.
    private static let queue = DispatchQueue(label: "firmground.password", qos: .userInitiated)

    private static func derive(
        _ password: String, salt: Data, rounds: Int, blockSize: Int, parallelism: Int
    ) async throws -> Data {
        try await withCheckedThrowingContinuation { done in
            queue.async {
                done.resume(
                    with: Result {
                        let key = try KDF.Scrypt.deriveKey(
                            from: Data(password.utf8), salt: salt, outputByteCount: 32, rounds: rounds,
                            blockSize: blockSize,
                            parallelism: parallelism)
                        return key.withUnsafeBytes { Data($0) }
                    })
            }
        }
    }

    /// Passwords of twelve and more characters that lists of leaked ones start with, and plain repetitions.
    private static func isCommon(_ password: String) -> Bool {
        let lower = password.lowercased()
        let common: Set<String> = [
            "password1234", "password12345", "password123456", "passwordpassword", "123456789012", "1234567890123",
            "qwertyuiop123",
            "qwertyuiopas", "qwerty123456", "administrator", "iloveyou1234", "letmein12345", "welcome12345",
            "111111111111",
            "abcdefghijkl", "1q2w3e4r5t6y", "correcthorsebatterystaple", "firmground123", "firmgroundfirmground",
        ]
        return common.contains(lower) || Set(lower).count <= 2
    }
}
