public import Casework
import Crypto

import struct Foundation.Data

/// A signed statement of everything the ledger held: how many entries, and the Merkle root over their hashes.
///
/// Lodged with an outsider it makes removal and truncation visible even to somebody who controls the database.
public struct Checkpoint: Sendable, Hashable {
    public let size: Int64
    /// The position of the last entry it covers.
    public let position: Int64
    public let root: [UInt8]
    public let signedAt: Instant
    public private(set) var signature: [UInt8]
    let peaks: [UInt8]

    init(row: any SQLRow) {
        size = row.integer(0)
        position = row.integer(1)
        root = row.bytes(2)
        peaks = row.bytes(3)
        signedAt = Instant(milliseconds: row.integer(4))
        signature = row.bytes(5)
    }

    init(_ range: MerkleRange, position: Int64, at moment: Instant, ring: KeyRing) throws {
        size = range.size
        self.position = position
        root = range.root
        peaks = range.peaks.flatMap { $0 }
        signedAt = moment
        signature = []
        signature = Array(try ring.signing.signature(for: message))
    }

    /// What is signed, as text that can be checked by hand.
    private var message: [UInt8] {
        statement.message
    }

    func isSigned(by ring: KeyRing) -> Bool {
        ring.signing.publicKey.isValidSignature(signature, for: message)
    }

    /// What it says and its signature, to be kept elsewhere.
    public var statement: CheckpointStatement {
        CheckpointStatement(size: size, position: position, root: root, signedAt: signedAt, signature: signature)
    }

    var arguments: [SQLValue] {
        [
            .integer(size), .integer(position), .bytes(root), .bytes(peaks), .integer(signedAt.milliseconds),
            .bytes(signature),
        ]
    }
}

extension Ledger {
    /// Signs everything recorded since the last checkpoint. Does nothing when there is nothing new.
    ///
    /// Cost: one read and a few hashes for each entry since the last checkpoint.
    @discardableResult
    public func checkpoint() async throws -> Checkpoint? {
        let (last, end) = try await engine.read { connection in
            (
                try connection.first(.lastCheckpoint, []) { Checkpoint(row: $0) },
                try connection.first(.lastPosition, []) { $0.integer(0) } ?? 0
            )
        }
        guard end > last?.position ?? 0 else { return nil }
        guard var range = last.map({ MerkleRange(size: $0.size, peaks: $0.peaks) }) ?? MerkleRange() else {
            throw EngineError.damaged("the last checkpoint")
        }
        var position = last?.position ?? 0
        while position < end {
            let from = position
            let hashes = try await engine.read { connection in
                try connection.all(.hashesAfter, [.integer(from), .int(10_000)]) { ($0.integer(0), $0.bytes(1)) }
            }
            guard !hashes.isEmpty else { break }
            for (place, hash) in hashes where place <= end {
                range.append(hash)
                position = place
            }
            if hashes.last?.0 ?? end >= end { break }
        }
        let checkpoint = try Checkpoint(range, position: position, at: surroundings.now(), ring: ring)
        let note = CheckpointNote(size: checkpoint.size)
        try await engine.write { [ring] connection in
            try connection.run(.insertCheckpoint, checkpoint.arguments)
            let former = try connection.first(.setting, [.text(CheckpointNote.name)]) { $0.bytes(0) }
            if let former = former.flatMap({ CheckpointNote($0, ring: ring) }), former.size >= note.size { return }
            try connection.run(.saveSetting, [.text(CheckpointNote.name), .bytes(note.sealed(by: ring))])
        }
        return checkpoint
    }

    /// The newest checkpoint, to be lodged elsewhere.
    public func lastCheckpoint() async throws -> Checkpoint? {
        try await engine.read { try $0.first(.lastCheckpoint, []) { Checkpoint(row: $0) } }
    }
}

extension [UInt8] {
    public var hexadecimal: String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        text.reserveCapacity(count * 2)
        for byte in self {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}
