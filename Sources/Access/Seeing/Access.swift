public import Casework
public import Law
public import Ledger
public import Rulebook

/// Decides who sees what, in one place. What is not allowed by the rulebook's roles is not seen.
///
/// Pages, interfaces and commands hold this and no ledger: there is no way from them to a dossier but through the gates.
public struct Access: Sendable {
    let ledger: Ledger
    let gates: Gates
    let lookout: Lookout
    let waits: WaitBoard
    public let directory: Directory

    /// - Throws: ``AccessFault`` when the rulebook leaves open who may see something.
    public init(_ ledger: Ledger) throws {
        let faults = AccessCheck(ledger.rulebook).faults
        if let first = faults.first { throw first }
        self.ledger = ledger
        gates = Gates(ledger.casework)
        lookout = Lookout(ledger)
        waits = WaitBoard(ledger)
        directory = Directory(ledger)
    }

    public var rulebook: Rulebook { ledger.rulebook }
    public var today: CivilDate { ledger.today }

    /// What clocks on the wall showed at a moment.
    public func wall(_ moment: Instant) -> WallTime { ledger.wall(moment) }

    /// For whoever watches over the server: counts and times, nothing of any dossier.
    public var measures: LedgerMeasures { ledger.measures }
    public func state() async throws -> LedgerState { try await ledger.state() }
    public func isReady() async -> Bool { await ledger.isReady() }

    var moment: Moment { Moment(day: ledger.today, instant: ledger.now) }

    /// The purposes a role may declare.
    public func purposes(of role: String) -> [String] {
        var purposes: [String] = []
        for sight in rulebook.role(role)?.sees ?? [] {
            for purpose in sight.purposes where !purposes.contains(purpose) { purposes.append(purpose) }
        }
        for dossier in rulebook.dossiers {
            for action in dossier.records.flatMap(\.actions) where action.roles.contains(role) {
                for purpose in action.purposes where !purposes.contains(purpose) { purposes.append(purpose) }
            }
        }
        return purposes
    }

    public func mayList(_ list: String, _ account: Account) -> Bool {
        rulebook.role(account.role)?.lists.contains(list) ?? false
    }

    /// The dossier as the account may see it for the purpose.
    ///
    /// That it was looked at is on stable storage before this returns.
    ///
    /// - Parameters:
    ///   - kind: a dossier of another kind is as absent as one that does not exist.
    ///   - extent: how much of it is wanted; what is not wanted is not even unsealed.
    ///   - detail: for the log: which part is looked at.
    ///   - language: of labels and codes.
    /// - Throws: `LedgerError.unknownReference`, the same and after the same time whether the dossier is absent or not for this
    ///   account's eyes.
    public func view(
        _ reference: Reference, kind: String = "case", for account: Account, purpose: String,
        extent: ViewExtent = .everything, detail: String = "overview", language: String = "en"
    ) async throws -> DossierView {
        try await discreetly(reference, account, purpose) {
            let (opened, sight) = try await open(reference, kind: kind, for: account, purpose: purpose) { sight in
                { sight.classes(in: $0).intersection(extent.classes) }
            }
            let view = try await view(
                of: opened, sight, for: account, purpose: purpose, extent: extent, language: language)
            guard await lookout.saw(opened, sight, account, purpose, detail) else { throw LookNotKept() }
            return view
        }
    }

    /// Opens a dossier to act on one of its records: where it stands, for the page, and what deciding needs, for the kernel alone.
    ///
    /// - Throws: as ``view(_:kind:for:purpose:extent:detail:)``.
    public func viewToAct(
        _ reference: Reference, kind: String = "case", on record: String, for account: Account, purpose: String
    ) async throws -> ViewToAct {
        try await discreetly(reference, account, purpose) {
            let (opened, sight) = try await open(reference, kind: kind, for: account, purpose: purpose) { _ in
                { Ledger.classesToDecide(in: $0, on: record) }
            }
            return ViewToAct(
                view: try await view(of: opened, sight, for: account, purpose: purpose, extent: .standing),
                opened: opened, seen: sight.versionsSeen(of: opened), account: account, purpose: purpose)
        }
    }

    /// Decides and records a command on a dossier that was opened for it.
    ///
    /// Versions in the command and in the answer are those that the account counts: ``DossierView/version``. What it does not see is no
    /// conflict for it.
    ///
    /// - Parameter closing: the draft from which the command comes, to be closed in the same transaction.
    public func record(
        _ command: Command, on target: ViewToAct, closing: (@Sendable (Reference) -> DraftClosing)? = nil
    ) async throws -> Outcome {
        var command = command
        command.reference = target.opened.reference
        command.kind = target.opened.state.kind
        if let refusal = try await directory.resolve(&command, target.account) { return .refused(refusal) }
        let expected = command.expected
        var target = target
        for _ in 0..<200 {
            command.expected = expected.map(target.versionInLedger)
            let outcome = try await ledger.record(command, on: target.opened, closing: closing)
            if command.kind != "case" { directory.forgetNames() }
            guard case .conflict = outcome else { return outcome }
            let isKnown = expected == target.seen.count
            target = try await viewToAct(
                command.reference ?? target.opened.reference, kind: command.kind, on: command.request.record,
                for: target.account, purpose: target.purpose)
            // What came between is nothing that the account sees.
            if isKnown, expected == target.seen.count { continue }
            return .conflict(target.opened.reference, current: target.seen.count)
        }
        throw EngineError.busy
    }

    /// The version of a dossier as an account counts it; `nil` when it sees it no more. Keeps no look: nothing is shown.
    public func versionSeen(_ reference: Reference, kind: String = "case", by account: Account, purpose: String)
        async throws -> Int?
    {
        do {
            let (opened, sight) = try await open(reference, kind: kind, for: account, purpose: purpose) { _ in
                { _ in [] }
            }
            return sight.versionsSeen(of: opened).count
        } catch LedgerError.unknownReference {
            return nil
        }
    }

    /// Decides and records a command that opens a new dossier.
    ///
    /// - Parameter closing: the draft from which the command comes, to be closed in the same transaction.
    public func open(
        _ command: Command, for account: Account, closing: (@Sendable (Reference) -> DraftClosing)? = nil
    ) async throws -> Outcome {
        var command = command
        command.reference = nil
        if let refusal = try await directory.resolve(&command, account) { return .refused(refusal) }
        let name = directory.uniqueName(in: command)
        if let name { command.key = "\(command.kind) \(name.value)" }
        let outcome = try await ledger.record(command, closing: closing)
        if case .repeated = outcome, let name { return .refused(Refusal([name.taken])) }
        return outcome
    }

    /// Every reason why a request would be refused now; none when it would be done. Records nothing.
    public func reasonsAgainst(_ request: ActionRequest, on target: ViewToAct) -> Refusal? {
        let decision = ledger.casework.decide(
            request, on: target.opened.state, kind: target.opened.state.kind, today: ledger.today, now: ledger.now)
        guard case .refused(let refusal) = decision else { return nil }
        return refusal
    }

    /// The same for a request that would open a dossier of a kind.
    public func reasonsAgainst(opening kind: String, _ request: ActionRequest) -> Refusal? {
        let decision = ledger.casework.decide(request, on: nil, kind: kind, today: ledger.today, now: ledger.now)
        guard case .refused(let refusal) = decision else { return nil }
        return refusal
    }

    /// What a rule of law says about a record of a dossier that the account may see, for a page that shows why.
    ///
    /// The rule may weigh answers that the account does not see; its reasons never repeat one.
    public func law(
        _ name: String, about record: String, of reference: Reference, for account: Account, purpose: String
    ) async throws -> LawAnswer? {
        let (opened, _) = try await open(reference, kind: "case", for: account, purpose: purpose) { _ in
            { Ledger.classesToDecide(in: $0, on: record) }
        }
        return ledger.casework.law(name, about: opened.state, record: record, on: ledger.today)
    }

    /// Passes the gates and unseals, and makes no view: for measuring what the gates cost.
    package func pass(
        _ reference: Reference, for account: Account, purpose: String, classes: SealingClasses
    ) async throws {
        _ = try await open(reference, kind: "case", for: account, purpose: purpose) { _ in { _ in classes } }
    }

    /// The gates, before anything is unsealed that they do not need.
    func open(
        _ reference: Reference, kind: String, for account: Account, purpose: String,
        classes: (Sight) -> (String) -> SealingClasses
    ) async throws -> (OpenedDossier, Sight) {
        guard let lines = gates.lines(account.role, purpose: purpose, kind: kind) else {
            throw LedgerError.unknownReference
        }
        let moment = moment
        return try await ledger.open(reference, first: lines.needed) { opened in
            guard opened.state.kind == kind,
                let sight = gates.sight(of: opened.state, for: account, purpose: purpose, at: moment)
            else { throw LedgerError.unknownReference }
            return (sight, classes(sight))
        }
    }

    private func view(
        of opened: OpenedDossier, _ sight: Sight, for account: Account, purpose: String, extent: ViewExtent,
        language: String = "en"
    ) async throws -> DossierView {
        guard let definition = rulebook.dossier(opened.state.kind) else { throw LedgerError.unknownReference }
        return ViewBuilder(
            casework: ledger.casework, definition: definition, opened: opened, sight: sight, account: account,
            purpose: purpose, extent: extent, today: ledger.today,
            names: try await directory.names(in: opened.state, definition), language: language
        ).view()
    }

    /// Runs `body`; when there is nothing, or nothing for these eyes, waits until a moment that tells neither, and keeps that
    /// somebody asked.
    func discreetly<Result: Sendable>(
        _ reference: Reference, _ account: Account, _ purpose: String, _ body: () async throws -> Result
    ) async throws -> Result {
        let discretion = Discretion()
        do {
            return try await body()
        } catch LedgerError.unknownReference {
            // The beat first: keeping the refusal takes as long for the one as for the other, and would carry the difference on.
            await discretion.wait()
            await lookout.refused(reference, account, purpose)
            throw LedgerError.unknownReference
        }
    }
}

/// A dossier opened to act on it.
public struct ViewToAct: Sendable {
    /// Where it stands. No answers.
    public let view: DossierView
    /// More than the account may see: it never leaves this module.
    let opened: OpenedDossier
    /// The versions of the entries that the account sees, in order.
    let seen: [Int]
    let account: Account
    let purpose: String

    /// The ledger's version for one that the account counts.
    func versionInLedger(_ counted: Int) -> Int {
        if counted == seen.count { return opened.state.version }
        return seen.indices.contains(counted - 1) ? seen[counted - 1] : 0
    }
}

/// That somebody looks could not be kept, and so they may not.
public struct LookNotKept: Error, CustomStringConvertible {
    public var description: String {
        "It cannot be recorded at present that you look at this, and so it is not shown. Try again in a moment."
    }
}

/// Makes an answer come at a moment that says nothing about what was found out on the way.
struct Discretion {
    /// Answers come at whole multiples of this after the question.
    static let beat: Duration = .milliseconds(25)

    private let start = ContinuousClock.now

    func wait() async {
        let elapsed = ContinuousClock.now - start
        let beats = Int64(elapsed / Discretion.beat) + 1
        try? await Task.sleep(until: start + Discretion.beat * Int(beats), tolerance: .zero, clock: .continuous)
    }
}
