import Access
import Exchange
import Foundation
import Ledger
import Rulebook

/// Ends the program with one plain sentence on standard error.
struct Failure: Error {
    let message: String
    var code: Int32 = 1

    /// An error as a sentence for a person. Faults that are not ours are named without their content.
    static func sentence(for error: any Error) -> String {
        switch error {
        case let error as LedgerError: error.description
        case let error as EngineError: error.description
        case let error as RulebookError:
            switch error {
            case .unreadable(let text): text
            case .faulty(let problems):
                (["The rulebook has \(problems.count) \(problems.count == 1 ? "fault" : "faults"):"]
                    + problems.map { "  \($0)" }).joined(separator: "\n")
            }
        case let error as Password.Fault: error.description
        case let error as LookNotKept: error.description
        case let error as EnrolmentRefused: error.description
        case let error as FileFault: error.description
        case let error as CocoaError:
            "A file cannot be read or written (\(error.code.rawValue)). Check its path and who may use it."
        default: "Something went wrong that FirmGround did not expect (\(type(of: error)))."
        }
    }
}
