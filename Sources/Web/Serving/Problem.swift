import Hummingbird

/// Why a request gets no page of its own.
enum Problem: Error, Sendable, Equatable {
    /// There is no such page, or not for these eyes: nothing tells the two apart.
    case notFound
    case signedOut
    /// A second factor has to be shown first.
    case secondFactor
    /// A second factor has to be set up first.
    case noSecondFactor
    case notForRole
    /// The form did not come from a page of ours.
    case forged
    case notUnderstood
    case tooLarge
    case tooSlow
    /// Nothing can be recorded at present; the sentence says why and what to do.
    case unavailable(String)
    case fault
    /// What was asked for stands under another address by now.
    case elsewhere(String)

    var status: HTTPResponse.Status {
        switch self {
        case .notFound: .notFound
        case .signedOut, .secondFactor, .noSecondFactor: .unauthorized
        case .notForRole, .forged: .forbidden
        case .notUnderstood: .badRequest
        case .tooLarge: .contentTooLarge
        case .tooSlow: .requestTimeout
        case .unavailable: .serviceUnavailable
        case .fault: .internalServerError
        case .elsewhere: .seeOther
        }
    }

    var title: String {
        switch self {
        case .notFound: "Page not found"
        case .signedOut: "You are signed out"
        case .secondFactor: "One more step to sign in"
        case .noSecondFactor: "Set up a second step first"
        case .notForRole: "Not part of your work"
        case .forged: "This form cannot be taken"
        case .notUnderstood: "This could not be read"
        case .tooLarge: "This is too much at once"
        case .tooSlow: "This took too long to arrive"
        case .unavailable: "Nothing can be recorded at present"
        case .fault: "Sorry, something went wrong"
        case .elsewhere: "This has moved"
        }
    }

    /// What it means and what to do.
    var sentences: [String] {
        switch self {
        case .notFound:
            [
                "There is no such page, or you may not see it.",
                "If you typed a reference, check it letter by letter. If you followed a link, go back and try another way.",
            ]
        case .signedOut:
            [
                "Nothing was recorded. A session ends after half an hour without use, and after twelve hours in any case.",
                "Sign in, go back to the page and do it again.",
            ]
        case .secondFactor: ["Nothing was recorded. Show your second factor, then open the page again."]
        case .noSecondFactor: ["Nothing was recorded. Set up a second factor, then open the page again."]
        case .notForRole:
            ["This page belongs to the work of other roles. If you need it for yours, ask whoever keeps the accounts."]
        case .forged:
            [
                "Nothing was recorded. The form was opened before you last signed in, or did not come from this site.",
                "Open the page again and fill the form in there.",
            ]
        case .notUnderstood: ["Nothing was recorded. Go back, open the page again and fill the form in there."]
        case .tooLarge: ["Nothing was recorded. Shorten your answers and send the form again."]
        case .tooSlow: ["Nothing was recorded. Check your connection and send the form again."]
        case .unavailable(let sentence): [sentence]
        case .elsewhere: []
        case .fault:
            [
                "What you just did may not have been recorded. Look at the page again before you repeat it.",
                "If it happens again, tell whoever runs the service, and give them this number.",
            ]
        }
    }
}
