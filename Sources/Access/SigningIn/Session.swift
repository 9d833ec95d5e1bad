/// How far a sign-in has come.
public enum SessionStage: String, Sendable, CaseIterable {
    /// A password was right, and a second factor is asked for.
    case second
    /// A password was right, and there is no second factor yet: one has to be set up before anything else.
    case enrol
    /// Signed in.
    case full
}

/// A session as the server knows it.
public struct Session: Sendable, Hashable {
    public let account: Account
    /// Goes with every form; a form without it is refused.
    public let csrf: String
    public let stage: SessionStage
    /// When somebody last proved to be the owner, in milliseconds: at the sign-in, or when asked again.
    public let provedAt: Int64

    public var isFull: Bool { stage == .full }
}

/// What came of trying to sign in.
public enum SignIn: Sendable {
    /// The token for the session cookie. Only its hash is stored.
    case accepted(token: String, stage: SessionStage)
    case refused
    /// Too many wrong tries; the account answers again after so many seconds.
    case slowedDown(seconds: Int)
}

/// A session in its owner's list.
public struct SessionListing: Sendable, Hashable {
    /// Names it in a form; not the token.
    public let id: String
    /// What the browser said of itself, in a few words.
    public let device: String
    public let startedAt: Int64
    public let seenAt: Int64
    public let isThisOne: Bool
}
