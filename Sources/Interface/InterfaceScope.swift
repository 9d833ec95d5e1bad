/// What a key of another program may do.
public enum InterfaceScope: String, Sendable, CaseIterable {
    case referralsWrite = "referrals:write"
    case referralsRead = "referrals:read"
    case attachmentsWrite = "attachments:write"
    case webhooksManage = "webhooks:manage"
    case importsWrite = "imports:write"

    /// In words, for whoever gives out keys.
    public var title: String {
        switch self {
        case .referralsWrite: "Write drafts, submit referrals, correct and withdraw them, answer questions about them"
        case .referralsRead: "Read drafts, and how referrals of the organisation stand"
        case .attachmentsWrite: "Add files to drafts and take them away"
        case .webhooksManage: "Say where the organisation is told that something has happened"
        case .importsWrite: "Hand over many referrals at once"
        }
    }
}
