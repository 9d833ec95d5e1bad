import CLibPQ
import Glibc
import Ledger

/// One connection to a server, used by one thread at a time.
///
/// Statements are prepared once and sent ahead in libpq's pipeline mode; a journey ends with one synchronisation, at which all
/// that was sent is answered. Every wait has a deadline, so a server that falls silent holds nobody.
final class PostgresLink {
    /// What an answer that is still to come belongs to.
    private enum Awaited {
        case preparation(UnsafeRawPointer)
        /// A statement whose rows or count somebody wants.
        case wanted
        case unwanted
    }

    private let connection: OpaquePointer
    private var prepared: Set<UnsafeRawPointer> = []
    private var awaited: [Awaited] = []
    /// Whether a COMMIT is on its way: from then on a broken connection leaves open whether it was carried out.
    private(set) var isCommitting = false
    private(set) var isLost = false
    private let warnings = PostgresWarnings()
    /// By when the present piece of work must be done.
    var deadline: Deadline

    /// Connects: tries each host of the URL until one lets us in and, unless the URL says otherwise, lets us write.
    init(_ url: String, settings: PostgresSettings, deadline: Deadline) throws {
        self.deadline = deadline
        connection = try PostgresLink.connect(url, settings, deadline)
        warnings.listen(to: connection)
        do {
            try script(settings.statements)
            try enterPipeline()
        } catch {
            PQfinish(connection)
            throw error
        }
    }

    deinit {
        PQfinish(connection)
    }

    // MARK: Sending

    /// Sends a statement ahead. Nothing is waited for.
    func send(_ call: SQLCall, isWanted: Bool) throws {
        let address = call.text.address
        let name = String(UInt(bitPattern: address), radix: 36)
        if !prepared.contains(address) {
            let text = PostgresStatement.text(call.text.text)
            let types = call.arguments.map(PostgresStatement.type(of:))
            try sent(PQsendPrepare(connection, name, text, Int32(types.count), types))
            awaited.append(.preparation(address))
            prepared.insert(address)
        }
        let arguments = try PostgresArguments(call.arguments)
        let count = Int32(call.arguments.count)
        try sent(
            arguments.lend { values, lengths, formats in
                PQsendQueryPrepared(connection, name, count, values, lengths, formats, 1)
            })
        awaited.append(isWanted ? .wanted : .unwanted)
    }

    /// Sends a statement of a transaction's frame ahead.
    func send(frame text: String) throws {
        try sent(PQsendQueryParams(connection, text, 0, nil, nil, nil, nil, 1))
        awaited.append(.unwanted)
    }

    /// Sends the end of a transaction ahead.
    ///
    /// A server that is told to cancel while a commit waits for its standby stops waiting, and answers that it committed, with a
    /// warning: on its own disk alone. So its own time limit is lifted before, and a commit with a warning counts as unanswered.
    func sendCommit() throws {
        try send(frame: "SET LOCAL statement_timeout = 0")
        isCommitting = true
        warnings.forget()
        try send(frame: "COMMIT")
    }

    private func sent(_ code: Int32) throws {
        guard code == 1 else { throw lost() }
    }

    // MARK: Receiving

    /// Ends the journey: waits until everything that was sent is answered.
    ///
    /// - Returns: the results of those that were wanted, in order.
    /// - Throws: the first fault. The server then did nothing of what came after it.
    func arrive() throws -> [PostgresResult] {
        guard !awaited.isEmpty else { return [] }
        let journey = awaited
        awaited = []
        guard PQpipelineSync(connection) == 1 else { throw lost() }
        var results: [PostgresResult] = []
        var fault: PostgresFault?
        var place = 0
        while true {
            guard let answer = try next() else {
                place += 1
                continue
            }
            let result = PostgresResult(answer)
            switch PQresultStatus(answer) {
            case PGRES_PIPELINE_SYNC:
                if isCommitting, fault == nil, warnings.isAny { throw lost() }
                isCommitting = false
                if let fault { throw fault }
                return results
            case PGRES_COMMAND_OK, PGRES_TUPLES_OK:
                if case .wanted = journey[place] { results.append(result) }
            default:
                if fault == nil, PQresultStatus(answer) != PGRES_PIPELINE_ABORTED { fault = note(answer) }
                if case .preparation(let address) = journey[place] { prepared.remove(address) }
            }
        }
    }

    private func note(_ answer: OpaquePointer) -> PostgresFault {
        let fault = PostgresFault(result: answer)
        if fault.kind == .lost { isLost = true }
        return fault
    }

    /// The next result, or `nil` at the end of a statement's.
    private func next() throws -> OpaquePointer? {
        while PQisBusy(connection) == 1 { try exchange() }
        guard PQstatus(connection) == CONNECTION_OK else { throw lost() }
        return PQgetResult(connection)
    }

    /// Sends what is waiting to be sent and takes in what has come, waiting for the one or the other.
    private func exchange() throws {
        let left = PQflush(connection)
        guard left >= 0 else { throw lost() }
        var events = Int16(POLLIN)
        if left == 1 { events |= Int16(POLLOUT) }
        var descriptor = pollfd(fd: PQsocket(connection), events: events, revents: 0)
        let ready = poll(&descriptor, 1, deadline.milliseconds)
        if ready == 0, deadline.isPast {
            isLost = true
            throw PostgresFault(.silent)
        }
        guard ready >= 0 || errno == EINTR else { throw lost() }
        if ready > 0, PQconsumeInput(connection) != 1 { throw lost() }
    }

    private func lost() -> PostgresFault {
        isLost = true
        return PostgresFault(.lost)
    }

    // MARK: Scripts

    /// Runs text of several statements, outside the pipeline.
    func script(_ text: String) throws {
        _ = try arrive()
        let isPiped = PQpipelineStatus(connection) != PQ_PIPELINE_OFF
        if isPiped, PQexitPipelineMode(connection) != 1 { throw lost() }
        try sent(PQsendQuery(connection, text))
        var fault: PostgresFault?
        while let answer = try next() {
            let result = PostgresResult(answer)
            if !result.isFine, fault == nil { fault = note(answer) }
        }
        if let fault, fault.kind == .lost { throw fault }
        if isPiped { try enterPipeline() }
        if let fault { throw fault }
    }

    private func enterPipeline() throws {
        guard PQenterPipelineMode(connection) == 1 else { throw lost() }
    }
}
