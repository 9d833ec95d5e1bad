import Crypto

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Random bytes of the operating system, several at a time.
///
/// Swift's generator asks the system for eight bytes at a time; making the keys of one referral that way costs more than
/// sealing it.
enum SystemRandom {
    /// - Parameter count: at most 256, so that the system answers in one piece.
    static func bytes(_ count: Int) -> [UInt8] {
        precondition(count <= 256)
        return [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            // Without random numbers nothing may go on.
            precondition(getentropy(buffer.baseAddress, count) == 0, "The system has no random numbers.")
            filled = count
        }
    }

    /// A nonce for AES-GCM.
    static func nonce() throws -> AES.GCM.Nonce { try AES.GCM.Nonce(data: bytes(12)) }
}
