import Foundation
import Ledger

/// A thread's own connection: opened when it is first needed, and anew when it broke.
final class PostgresSeat {
    /// How long a server that lets nobody in is tried anew: a failover takes about as long.
    private static let tries = Duration.seconds(4)

    private let url: String
    private let settings: PostgresSettings
    private var link: PostgresLink?

    init(url: String, settings: PostgresSettings) {
        self.url = url
        self.settings = settings
    }

    /// Does a piece of work. What a broken connection left undone is done again on another, for as long as a failover takes.
    func work<Result>(
        _ deadline: Deadline, isRepeatable: Bool, _ body: (PostgresLink) throws -> Result
    ) throws -> Result {
        var end: Deadline?
        while true {
            guard !deadline.isPast else { throw EngineError.busy }
            let link = try connected(deadline)
            do {
                return try body(link)
            } catch let fault as PostgresFault {
                let isOpen = link.isCommitting && !isRepeatable
                if link.isLost { self.link = nil }
                let until = end ?? deadline.orSooner(in: PostgresSeat.tries)
                guard fault.kind == .lost || fault.kind == .collision, !isOpen, !until.isPast else {
                    throw isOpen && link.isLost ? EngineError.unanswered : fault.plain
                }
                // The first time at once: most often the connection had died while nobody used it.
                if end != nil { Thread.sleep(forTimeInterval: 0.1) }
                end = until
            } catch {
                if link.isLost { self.link = nil }
                throw error
            }
        }
    }

    private func connected(_ deadline: Deadline) throws -> PostgresLink {
        if let link {
            link.deadline = deadline
            return link
        }
        let end = deadline.orSooner(in: PostgresSeat.tries)
        while true {
            do {
                let fresh = try PostgresLink(url, settings: settings, deadline: deadline)
                link = fresh
                return fresh
            } catch let fault as PostgresFault {
                guard case .unreachable = fault.kind, !end.isPast else { throw fault.plain }
                Thread.sleep(forTimeInterval: 0.1)
            }
        }
    }
}
