/// A database that keeps a ledger: connection, transaction, statement, and nothing that knows what a case is.
///
/// Both engines pass the same tests. The SQL they are given is portable: `?` for arguments, integers and text for time,
/// JSON as text, no engine's own functions.
public protocol Engine: Sendable {
    /// For messages: `SQLite` or `PostgreSQL`.
    var name: String { get }

    /// Runs `body` on a connection that only reads, on one unchanging view of the data. It may run beside other reads and beside one write.
    func read<Result: Sendable>(_ body: @escaping @Sendable (any SQLConnection) throws -> Result) async throws -> Result

    /// The same without a transaction around it: each query sees the latest commit, and two of them may see different ones.
    /// For a single query, and for readers that can tell and do not mind. Cheaper than ``read(_:)``.
    func glance<Result: Sendable>(_ body: @escaping @Sendable (any SQLConnection) throws -> Result) async throws
        -> Result

    /// Runs `body` in one transaction, and never two of them at once, whatever the number of processes that share the database:
    /// what `body` reads stays true until it has written. When it returns, everything it wrote is on stable storage; when it throws,
    /// nothing is, but for ``EngineError/unanswered``. An engine may run `body` again when a connection broke before the end.
    func write<Result: Sendable>(_ body: @escaping @Sendable (any SQLConnection) throws -> Result) async throws
        -> Result

    /// Returns when everything that can be read now would survive whatever a commit must survive. A commit that lost its answer may
    /// be seen before it is on a standby; whoever answers for it must wait for that.
    func confirm() async throws

    /// Ends all connections. Nothing may be asked afterwards.
    func close() async throws
}

/// A connection inside ``Engine/read(_:)`` or ``Engine/write(_:)``. Never leaves the closure it was given to.
public protocol SQLConnection {
    /// Runs a statement and answers how many rows it changed.
    @discardableResult
    func run(_ statement: SQLText, _ arguments: [SQLValue]) throws -> Int

    /// Runs a query and hands over each row until `each` answers `false`.
    func rows(_ query: SQLText, _ arguments: [SQLValue], _ each: (any SQLRow) throws -> Bool) throws

    /// Runs text that is not among ``SQLText/ledger``: migrations and plans, never anything from outside.
    func script(_ text: String) throws

    /// Runs statements in their order and answers how many rows each changed. To a server it is one journey for all.
    func run(_ calls: [SQLCall]) throws -> [Int]

    /// Runs statements whose answers nobody waits for: a fault in one is thrown now or when the transaction ends.
    func send(_ calls: [SQLCall]) throws

    /// Runs queries in their order and hands over their rows, each with its query's place. To a server it is one journey for all.
    func rows(_ calls: [SQLCall], _ each: (Int, any SQLRow) throws -> Void) throws
}

/// A statement with its arguments.
public struct SQLCall: Sendable {
    public let text: SQLText
    public let arguments: [SQLValue]

    public init(_ text: SQLText, _ arguments: [SQLValue] = []) {
        self.text = text
        self.arguments = arguments
    }
}

extension SQLConnection {
    public func run(_ calls: [SQLCall]) throws -> [Int] {
        try calls.map { try run($0.text, $0.arguments) }
    }

    public func send(_ calls: [SQLCall]) throws {
        for call in calls { try run(call.text, call.arguments) }
    }

    public func rows(_ calls: [SQLCall], _ each: (Int, any SQLRow) throws -> Void) throws {
        for (place, call) in calls.enumerated() {
            try rows(call.text, call.arguments) { row in
                try each(place, row)
                return true
            }
        }
    }

    /// The first row, turned into something, or `nil`.
    public func first<Result>(_ query: SQLText, _ arguments: [SQLValue], _ make: (any SQLRow) throws -> Result) throws
        -> Result?
    {
        var result: Result?
        try rows(query, arguments) { row in
            result = try make(row)
            return false
        }
        return result
    }

    /// Every row, turned into something.
    public func all<Result>(_ query: SQLText, _ arguments: [SQLValue] = [], _ make: (any SQLRow) throws -> Result)
        throws -> [Result]
    {
        var results: [Result] = []
        try rows(query, arguments) { row in
            results.append(try make(row))
            return true
        }
        return results
    }
}

/// One row of an answer; columns count from 0.
public protocol SQLRow {
    func isNull(_ column: Int) -> Bool
    func integer(_ column: Int) -> Int64
    func text(_ column: Int) -> String
    func bytes(_ column: Int) -> [UInt8]
}

extension SQLRow {
    public func int(_ column: Int) -> Int { Int(integer(column)) }
    public func optionalInt(_ column: Int) -> Int? { isNull(column) ? nil : Int(integer(column)) }
    public func optionalText(_ column: Int) -> String? { isNull(column) ? nil : text(column) }
    public func optionalBytes(_ column: Int) -> [UInt8]? { isNull(column) ? nil : bytes(column) }
}

/// An argument of a statement. Everything is bound; nothing is ever written into the text.
public enum SQLValue: Sendable, Hashable {
    case null
    case integer(Int64)
    case text(String)
    case bytes([UInt8])

    public static func int(_ number: Int) -> SQLValue { .integer(Int64(number)) }
    public static func optional(_ number: Int?) -> SQLValue { number.map { .integer(Int64($0)) } ?? .null }
    public static func optional(_ text: String?) -> SQLValue { text.map { .text($0) } ?? .null }
    public static func optional(_ bytes: [UInt8]?) -> SQLValue { bytes.map { .bytes($0) } ?? .null }
}

/// The text of a statement. Only literals make one, so no answer can end up inside.
public struct SQLText: Sendable, ExpressibleByStringLiteral {
    public let text: String
    private let literal: StaticString

    public init(stringLiteral value: StaticString) {
        text = value.description
        literal = value
    }

    /// Where the literal lies in the program: the same for as long as it runs, and as good a key as the text.
    public var address: UnsafeRawPointer { UnsafeRawPointer(literal.utf8Start) }
}

/// What can go wrong with a database, said so that whoever reads it knows what to do.
public enum EngineError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The disk is full; nothing of the transaction was kept.
    case noSpace
    /// A page or the file cannot be understood.
    case damaged(String)
    /// Somebody else holds the database too long; nothing was recorded.
    case busy
    /// The server fell silent or went away while it was to make something durable: perhaps it did.
    case unanswered
    /// A table is not there: this database holds no ledger, or not all of one.
    case noTables
    /// The file or the server cannot be opened.
    case unreachable(String)
    /// Anything else, without arguments or content.
    case failed(String)

    public var description: String {
        switch self {
        case .noSpace:
            "The disk is full, so nothing was recorded. Free some space and try again; everything recorded before is safe."
        case .damaged(let what):
            "The database is damaged (\(what)). Stop writing to it, run `firmground verify`, and restore the last good backup."
        case .busy:
            "The database is in use by others for too long, so nothing was recorded. Try again in a moment."
        case .unanswered:
            "The database did not answer in time, so it is not known whether this was recorded. Send it again: it is done once."
        case .noTables:
            "There is no ledger in this database. Make one with `firmground init`, or check which database is named."
        case .unreachable(let what):
            "The database cannot be opened: \(what)"
        case .failed(let what):
            "The database refused a step (\(what)). Nothing of it was recorded."
        }
    }
}
