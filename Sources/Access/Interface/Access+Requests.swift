import Casework
import Crypto
public import Ledger

/// What is known of a request that may have come before.
public enum KnownRequest: Sendable {
    /// It is to be done now. What it is done in, where it was begun before and cut off.
    case begin(RequestClaim)
    /// It was done, and answered so.
    case answered(status: Int, body: [UInt8])
    /// Another request came with the same key.
    case different
    /// Another request came with the same key and was cut off while people in this draft were being referred.
    case cutOff(Reference)
    /// Somebody is doing it at this moment.
    case underWay
}

/// The right to do a request, which one caller has at a time.
public struct RequestClaim: Sendable {
    let id: [UInt8]
    /// The draft in which it is being done; `nil` before there is one.
    public let draft: Reference?
    /// Whether sending that draft had begun when the request was cut off: somebody in it may have been referred.
    public let isSending: Bool
}

extension Access {
    /// How long what was answered is remembered.
    public static let requestMemoryMilliseconds: Int64 = 7 * 24 * 60 * 60 * 1_000
    /// After so long without an end a request counts as cut off, and whoever repeats it goes on with it.
    static let requestLeaseMilliseconds: Int64 = 60_000
    /// Stands behind the draft of a request once its people are being referred.
    private static let sending = "sending"

    /// Asks for the right to do a request. Of several that ask at once, on whatever nodes, one gets it.
    ///
    /// - Parameters:
    ///   - key: chosen by the caller; another program's key of the same text is another.
    ///   - operation: what is asked: the same key may not be used for something else.
    ///   - body: as it was sent.
    public func claim(_ key: String, for operation: String, body: [UInt8], by program: Program) async throws
        -> KnownRequest
    {
        let id = Array(ledger.code(of: program.key.id + "\n" + key, as: "interface request").prefix(16))
        let sum = SHA256.hash(data: body).map { String($0, radix: 16) }.joined(separator: ".")
        let digest = ledger.code(of: operation + "\n" + sum, as: "interface request, what it says")
        let now = ledger.now.milliseconds
        let nothing = try ledger.seal([], as: Access.context(id))
        let found = try await ledger.database.write { connection -> RequestRow? in
            if let row = try connection.first(.interfaceRequest, [.bytes(id)], { RequestRow(row: $0) }) {
                if now - row.createdAt < Access.requestMemoryMilliseconds {
                    if row.status == 0, row.digest == digest, now - row.createdAt >= Access.requestLeaseMilliseconds {
                        try connection.run(.resumeInterfaceRequest, [.integer(now), .bytes(id)])
                    }
                    return row
                }
                try connection.run(.removeInterfaceRequest, [.bytes(id)])
            }
            try connection.run(.insertInterfaceRequest, [.bytes(id), .bytes(digest), .bytes(nothing), .integer(now)])
            return nil
        }
        guard let row = found else { return .begin(RequestClaim(id: id, draft: nil, isSending: false)) }
        guard let body = ledger.unseal(row.body, as: Access.context(id)) else {
            throw LedgerError.tampered("a request")
        }
        let isSame = row.digest == digest
        if row.status > 0 { return isSame ? .answered(status: row.status, body: body) : .different }
        guard now - row.createdAt >= Access.requestLeaseMilliseconds else { return isSame ? .underWay : .different }
        let words = String(decoding: body, as: UTF8.self).split(separator: " ")
        let draft = words.first.flatMap { Reference(String($0)) }
        let isSending = words.count > 1
        if isSame { return .begin(RequestClaim(id: id, draft: draft, isSending: isSending)) }
        if let draft, isSending { return .cutOff(draft) }
        return .different
    }

    /// Notes in which draft a request is being done, so that it is done once though it be cut off.
    public func note(_ draft: Reference, for claim: RequestClaim) async throws {
        try await note(claim, status: 0, body: Array("\(draft)".utf8))
    }

    /// Notes that the people of a request's draft are referred from now on: nobody who repeats it may begin anew.
    func noteSending(_ draft: Reference, for claim: RequestClaim) async throws {
        try await note(claim, status: 0, body: Array("\(draft) \(Access.sending)".utf8))
    }

    /// Notes how a request was answered.
    public func answered(_ claim: RequestClaim, status: Int, body: [UInt8]) async throws {
        try await note(claim, status: status, body: body)
    }

    /// Lets go of a request that could not be finished: whoever repeats it goes on with it.
    public func letGo(_ claim: RequestClaim) async throws {
        let past = ledger.now.milliseconds - Access.requestLeaseMilliseconds
        try await ledger.database.write { connection in
            _ = try connection.run(.resumeInterfaceRequest, [.integer(past), .bytes(claim.id)])
        }
    }

    /// Forgets a request of which nothing was done: it may be sent again, mended, with the same key.
    public func release(_ claim: RequestClaim) async throws {
        try await ledger.database.write { connection in
            _ = try connection.run(.removeInterfaceRequest, [.bytes(claim.id)])
        }
    }

    /// Forgets requests that are older than ``requestMemoryMilliseconds``. Called now and then by whoever serves.
    public func removeOldRequests() async throws {
        let before = ledger.now.milliseconds - Access.requestMemoryMilliseconds
        try await ledger.database.write { connection in
            _ = try connection.run(.removeOldInterfaceRequests, [.integer(before)])
        }
    }

    private func note(_ claim: RequestClaim, status: Int, body: [UInt8]) async throws {
        let sealed = try ledger.seal(body, as: Access.context(claim.id))
        try await ledger.database.write { connection in
            _ = try connection.run(.noteInterfaceRequest, [.int(status), .bytes(sealed), .bytes(claim.id)])
        }
    }

    private static func context(_ id: [UInt8]) -> String { "interface request \(id)" }
}

private struct RequestRow: Sendable {
    let digest: [UInt8]
    let status: Int
    let body: [UInt8]
    let createdAt: Int64

    init(row: any SQLRow) {
        digest = row.bytes(0)
        status = row.int(1)
        body = row.bytes(2)
        createdAt = row.integer(3)
    }
}
