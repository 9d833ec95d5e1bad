import CLibPQ
import Ledger

/// What PostgreSQL or the way to it answered instead of a result.
struct PostgresFault: Error, Sendable {
    enum Kind: Sendable, Hashable {
        /// The connection is gone, or goes to a server that only reads: another one may answer.
        case lost
        /// Two transactions stood in each other's way: the same may be tried again.
        case collision
        /// The server is there and said no.
        case refused
        /// No server could be reached, or none takes us at present: it may in a moment.
        case unreachable(String)
        /// The server does not want us, or the URL is wrong: trying again would not help.
        case denied(String)
        /// No answer came in time.
        case silent
    }

    let kind: Kind
    /// The SQLSTATE, five letters and digits; empty when the server said nothing.
    let state: String

    init(_ kind: Kind) {
        self.kind = kind
        state = ""
    }

    /// Reads the SQLSTATE of a failed result. Never its message: that may quote what was being stored.
    init(result: OpaquePointer?) {
        let field = PQresultErrorField(result, Int32(UInt8(ascii: "C")))
        self.init(state: field.map { String(cString: $0) } ?? "")
    }

    init(state: String) {
        self.state = state
        switch state {
        case "": kind = .lost
        // Shut down, crashed, starting, too long idle in a transaction, a server that only reads.
        case "57P01", "57P02", "57P03", "25P03", "25006": kind = .lost
        case "40001", "40P01": kind = .collision
        case "53300":
            kind = .unreachable("it has no connection left for us. Raise max_connections, or end what holds them.")
        default: kind = state.hasPrefix("08") ? .lost : .refused
        }
    }

    /// In words, without arguments or content.
    var plain: EngineError {
        switch kind {
        case .lost: .unreachable("the connection to the server broke off. Try again in a moment.")
        case .silent: .unreachable("the server does not answer. Try again in a moment.")
        case .unreachable(let what), .denied(let what): .unreachable(what)
        case .collision: .busy
        case .refused: PostgresFault.plain(state)
        }
    }

    private static func plain(_ state: String) -> EngineError {
        switch state {
        case "53100": .noSpace
        // Cancelled by its time limit; a lock not to be had.
        case "57014", "55P03": .busy
        case "XX001", "XX002": .damaged("a page cannot be read")
        case "42501": .unreachable("the role of the URL may not do this. Grant it the schema, or use the owner’s role.")
        case "3F000": .unreachable("there is no schema to make tables in. Create it, or mend search_path.")
        case "42P01": .noTables
        default: .failed("PostgreSQL code \(state)")
        }
    }
}
