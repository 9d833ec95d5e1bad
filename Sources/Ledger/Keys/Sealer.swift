import Crypto
import Rulebook

import struct Foundation.Data

/// The keys of one dossier, unwrapped on demand, one for each sealing class.
///
/// A key is random, made when a class first has content, and wrapped by the key-encryption key with the dossier and the class
/// bound to it, so that a wrapped key moved to another dossier does not open.
struct DossierKeys {
    private let ring: KeyRing
    private let reference: Reference
    private var wrapped: ClassTable<[UInt8]>
    private var unwrapped = ClassTable<SymmetricKey>()
    private var destroyed: SealingClasses
    /// Wrapped keys made since this value was: to be stored with the entry that needed them.
    private(set) var fresh: [(class: SealingClass, wrapped: [UInt8])] = []

    init(
        _ ring: KeyRing, reference: Reference, wrapped: ClassTable<[UInt8]> = ClassTable(),
        destroyed: SealingClasses = []
    ) {
        self.ring = ring
        self.reference = reference
        self.wrapped = wrapped
        self.destroyed = destroyed
    }

    /// The key to open content of a class. `nil` when there never was content.
    ///
    /// - Throws: ``LedgerError/erased`` when it was destroyed, ``LedgerError/tampered(_:)`` when it does not unwrap.
    mutating func key(for sealingClass: SealingClass) throws -> SymmetricKey? {
        if let key = unwrapped[sealingClass] { return key }
        if destroyed.contains(sealingClass) { throw LedgerError.erased }
        guard let bytes = wrapped[sealingClass] else { return nil }
        let key = try DossierKeys.unwrap(bytes, ring: ring, reference: reference, class: sealingClass)
        unwrapped[sealingClass] = key
        return key
    }

    /// The key to seal content of a class, made when there is none.
    mutating func keyForSealing(_ sealingClass: SealingClass) throws -> SymmetricKey {
        if let key = try key(for: sealingClass) { return key }
        let secret = SystemRandom.bytes(32)
        let key = SymmetricKey(data: secret)
        let bytes = try DossierKeys.wrap(secret, ring: ring, reference: reference, class: sealingClass)
        unwrapped[sealingClass] = key
        wrapped[sealingClass] = bytes
        fresh.append((sealingClass, bytes))
        return key
    }

    static func unwrap(_ bytes: [UInt8], ring: KeyRing, reference: Reference, class sealingClass: SealingClass) throws
        -> SymmetricKey
    {
        for key in ring.unwrapping {
            if let secret = secret(bytes, key, reference, sealingClass) { return SymmetricKey(data: secret) }
        }
        throw LedgerError.tampered("case \(reference)")
    }

    /// The same key wrapped by the key that wraps now; `nil` when it is already.
    static func rewrap(_ bytes: [UInt8], ring: KeyRing, reference: Reference, class sealingClass: SealingClass) throws
        -> [UInt8]?
    {
        if secret(bytes, ring.keyEncryption, reference, sealingClass) != nil { return nil }
        let key = try unwrap(bytes, ring: ring, reference: reference, class: sealingClass)
        return try wrap(key.withUnsafeBytes { Array($0) }, ring: ring, reference: reference, class: sealingClass)
    }

    private static func wrap(
        _ secret: [UInt8], ring: KeyRing, reference: Reference, class sealingClass: SealingClass
    ) throws -> [UInt8] {
        try AES.GCM.seal(
            secret, using: ring.keyEncryption, nonce: SystemRandom.nonce(),
            authenticating: context(reference, sealingClass)
        ).allBytes
    }

    private static func secret(
        _ bytes: [UInt8], _ key: SymmetricKey, _ reference: Reference, _ sealingClass: SealingClass
    ) -> Data? {
        guard let box = try? AES.GCM.SealedBox(combined: bytes) else { return nil }
        return try? AES.GCM.open(box, using: key, authenticating: context(reference, sealingClass))
    }

    private static func context(_ reference: Reference, _ sealingClass: SealingClass) -> [UInt8] {
        var bytes: [UInt8] = Array("key".utf8)
        bytes.append(bigEndian: UInt64(reference.number))
        bytes.append(UInt8(sealingClass.code))
        return bytes
    }
}

/// Seals and opens content: AES-GCM with dossier, entry and class as additional data.
enum Sealer {
    static func seal(
        _ content: [UInt8], key: SymmetricKey, reference: Reference, version: Int, class sealingClass: SealingClass
    ) throws -> [UInt8] {
        try AES.GCM.seal(
            content, using: key, nonce: SystemRandom.nonce(),
            authenticating: context(reference, version, sealingClass)
        ).allBytes
    }

    static func open(
        _ sealed: some Collection<UInt8>, key: SymmetricKey, reference: Reference, version: Int,
        class sealingClass: SealingClass
    ) throws -> Data {
        do {
            let box = try AES.GCM.SealedBox(combined: Array(sealed))
            return try AES.GCM.open(box, using: key, authenticating: context(reference, version, sealingClass))
        } catch {
            throw LedgerError.tampered("case \(reference)")
        }
    }

    private static func context(_ reference: Reference, _ version: Int, _ sealingClass: SealingClass) -> [UInt8] {
        var bytes: [UInt8] = Array("seal".utf8)
        bytes.append(bigEndian: UInt64(reference.number))
        bytes.append(bigEndian: UInt64(version))
        bytes.append(UInt8(sealingClass.code))
        return bytes
    }
}

extension AES.GCM.SealedBox {
    /// Nonce, ciphertext and tag in one buffer.
    var allBytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(28 + ciphertext.count)
        nonce.withUnsafeBytes { bytes.append(contentsOf: $0) }
        bytes.append(contentsOf: ciphertext)
        bytes.append(contentsOf: tag)
        return bytes
    }
}

extension [UInt8] {
    mutating func append(bigEndian number: UInt64) {
        for shift in stride(from: 56, through: 0, by: -8) { append(UInt8(truncatingIfNeeded: number >> UInt64(shift))) }
    }

    mutating func append(bigEndian number: UInt32) {
        for shift in stride(from: 24, through: 0, by: -8) { append(UInt8(truncatingIfNeeded: number >> UInt32(shift))) }
    }
}
