import Casework
import Crypto
import Rulebook

/// An entry as a row: what is open as JSON, what is sealed as one segment for each class, and the link of the chain.
struct StoredEntry: Sendable {
    var position: Int64 = 0
    var dossier: Int64 = 0
    let version: Int
    let record: String
    let instance: Int
    let action: String
    let stage: String
    let account: String
    let role: String
    let organisation: String
    let purpose: String
    let occurredOn: Int
    let recordedAt: Int64
    /// Recognises the request that made it when it is asked again: an HMAC, which says nothing else.
    let request: [UInt8]
    let open: String
    let sealed: [UInt8]
    private(set) var hash: [UInt8]

    init(row: any SQLRow) {
        position = row.integer(0)
        dossier = row.integer(1)
        version = row.int(2)
        record = row.text(3)
        instance = row.int(4)
        action = row.text(5)
        stage = row.text(6)
        account = row.text(7)
        role = row.text(8)
        organisation = row.text(9)
        purpose = row.text(10)
        occurredOn = row.int(11)
        recordedAt = row.integer(12)
        request = row.bytes(13)
        open = row.text(14)
        sealed = row.optionalBytes(15) ?? []
        hash = row.bytes(16)
    }

    /// Seals and chains an entry.
    ///
    /// - Parameters:
    ///   - request: the HMAC of the request's key.
    ///   - previous: the hash of the dossier's entry before it; empty for the first.
    ///   - keys: gains the keys of classes that had no content before.
    init(
        _ entry: Entry, definition: RecordDefinition, reference: Reference, request: [UInt8], keys: inout DossierKeys,
        previous: [UInt8]
    ) throws {
        version = entry.version
        record = entry.record
        instance = entry.instance
        action = entry.action
        stage = entry.stage.rawValue
        account = entry.actor.account
        role = entry.actor.role
        organisation = entry.actor.organisation
        purpose = entry.purpose
        occurredOn = entry.occurredOn.dayNumber
        recordedAt = entry.recordedAt.milliseconds
        self.request = request
        let parts = EntryParts(entry, definition: definition)
        open = String(decoding: parts.open, as: UTF8.self)
        var segments: [UInt8] = []
        for (sealingClass, content) in parts.sealed {
            let key = try keys.keyForSealing(sealingClass)
            let bytes = try Sealer.seal(
                content, key: key, reference: reference, version: entry.version, class: sealingClass)
            segments.append(UInt8(sealingClass.code))
            segments.append(bigEndian: UInt32(bytes.count))
            segments.append(contentsOf: bytes)
        }
        sealed = segments
        hash = []
        hash = chainHash(reference: reference, previous: previous)
    }

    /// SHA-256 over the predecessor's hash and everything this row says, each part with its length.
    func chainHash(reference: Reference, previous: [UInt8]) -> [UInt8] {
        var head: [UInt8] = []
        head.reserveCapacity(256)
        func add(_ text: String) {
            head.append(bigEndian: UInt32(text.utf8.count))
            head.append(contentsOf: text.utf8)
        }
        head.append(contentsOf: previous)
        head.append(bigEndian: UInt64(reference.number))
        head.append(bigEndian: UInt64(bitPattern: Int64(version)))
        add(record)
        // A changed row may hold a number that no entry has; it must be found, not end the program.
        head.append(bigEndian: UInt32(clamping: instance))
        for text in [action, stage, account, role, organisation, purpose] { add(text) }
        head.append(bigEndian: UInt64(bitPattern: Int64(occurredOn)))
        head.append(bigEndian: UInt64(bitPattern: recordedAt))
        head.append(bigEndian: UInt32(request.count))
        head.append(contentsOf: request)
        var hasher = SHA256()
        hasher.update(data: head)
        var length: [UInt8] = []
        length.append(bigEndian: UInt32(open.utf8.count))
        hasher.update(data: length)
        var open = open
        open.withUTF8 { hasher.update(bufferPointer: UnsafeRawBufferPointer($0)) }
        hasher.update(data: sealed)
        return Array(hasher.finalize())
    }

    var arguments: [SQLValue] {
        [
            .integer(position), .integer(dossier), .int(version), .text(record), .int(instance), .text(action),
            .text(stage),
            .text(account), .text(role), .text(organisation), .text(purpose), .int(occurredOn), .integer(recordedAt),
            .bytes(request), .text(open),
            sealed.isEmpty ? .null : .bytes(sealed), .bytes(hash),
        ]
    }
}

extension StoredEntry {
    /// The sealed segments, by class. `nil` when the bytes are not well formed.
    var segments: [(class: SealingClass, bytes: ArraySlice<UInt8>)]? {
        var result: [(class: SealingClass, bytes: ArraySlice<UInt8>)] = []
        var position = 0
        while position < sealed.count {
            guard position + 5 <= sealed.count, let sealingClass = SealingClass(code: Int(sealed[position])) else {
                return nil
            }
            let length = sealed[(position + 1)..<(position + 5)].reduce(0) { $0 << 8 | Int($1) }
            position += 5
            guard length <= sealed.count - position else { return nil }
            result.append((sealingClass, sealed[position..<(position + length)]))
            position += length
        }
        return result
    }
}
