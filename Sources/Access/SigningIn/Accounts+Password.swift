import Ledger

/// What came of changing one's password.
public enum PasswordChange: Sendable {
    case changed
    /// The present one was not right.
    case wrong
    case fault(Password.Fault)
    case slowedDown(seconds: Int)
}

extension Accounts {
    /// Changes the password of whoever knows the present one. Every other session of theirs ends.
    public func changePassword(
        from current: String, to new: String, _ account: Account, token: String
    ) async throws -> PasswordChange {
        let stored = try await credentials(.password, of: account.id).first
        let outcome = try await slowed("password " + account.id) {
            let check = await Password.check(
                current, stored: stored.map { String(decoding: $0.data, as: UTF8.self) })
            return check.matches ? .accepted : .refused
        }
        switch outcome {
        case .accepted: break
        case .slowedDown(let seconds): return .slowedDown(seconds: seconds)
        default: return .wrong
        }
        do {
            try await setPassword(new, of: account.id, sparing: token)
        } catch let fault as Password.Fault {
            return .fault(fault)
        }
        _ = await lookout.note(.signedIn, by: account, detail: "password changed")
        return .changed
    }
}
