/// Why the ledger cannot be used as asked. Each says what to do.
public enum LedgerError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The database was written by a later version of the program.
    case laterVersion(Int)
    /// The database has not been brought up to date.
    case needsMigration(Int)
    case keyMissing(String)
    case keyWrong
    /// The key that sealed this content was destroyed.
    case erased
    /// Sealed content does not open: it was changed, or belongs elsewhere.
    case tampered(String)
    case unknownReference
    /// Where a copy should go, another ledger is.
    case copyOccupied
    /// The ledger is a copy that is not whole yet.
    case copyUnfinished
    /// What was copied does not hold; the copy cannot be opened.
    case copyDamaged(String)

    public var description: String {
        switch self {
        case .laterVersion(let number):
            "The database was written by a later version of FirmGround (step \(number)). Use that version; nothing was changed."
        case .needsMigration(let number):
            "The database is at step \(number) and this program needs a later one. Run `firmground migrate`."
        case .keyMissing(let path):
            "The key file \(path) is missing. Put the key that belongs to this database there, or name it with --keys; without it nothing can be read."
        case .keyWrong:
            "The key file does not belong to this database. Name the right one with --keys; nothing was changed."
        case .erased:
            "This content was erased: its key has been destroyed."
        case .tampered(let what):
            "Sealed content of \(what) does not open: it was changed outside FirmGround. Run `firmground verify`."
        case .copyOccupied:
            "There is another ledger already. Copy into an empty database; nothing was changed."
        case .copyUnfinished:
            "This ledger is a copy that is not whole yet. Give the same `firmground copy` again to finish it; of a backup that was broken off, make another."
        case .copyDamaged(let fault):
            "The copy is not whole: \(fault) It cannot be opened; empty its place before you try again."
        case .unknownReference:
            "There is no such reference, or you may not see it. Check it letter by letter."
        }
    }
}
