/// What can go wrong with a request, each with a name that never changes.
public enum ProblemKind: Sendable, Hashable {
    /// The body is not JSON, or not of the shape asked for.
    case malformed
    /// The answers were read and refused.
    case refused
    case unauthorised
    /// The key lacks this scope.
    case scopeMissing(String)
    case notFound
    case methodNotAllowed
    /// Somebody else was faster, or it was done already.
    case conflict
    /// Of the people of one request some have been referred, and others are refused.
    case partlyReferred
    case tooLarge
    /// These are taken.
    case wrongMediaType([String])
    case idempotencyKeyMissing
    /// The key came before with another body.
    case idempotencyKeyReused
    /// The first request with the key is still being worked on.
    case idempotencyKeyInUse
    case cursorRefused
    case tooMany
    case unavailable
    /// A fault of ours.
    case fault

    /// Every kind, once.
    public static let all: [ProblemKind] = [
        .malformed, .refused, .unauthorised, .scopeMissing(""), .notFound, .methodNotAllowed, .conflict,
        .partlyReferred, .tooLarge, .wrongMediaType([]), .idempotencyKeyMissing, .idempotencyKeyReused,
        .idempotencyKeyInUse, .cursorRefused, .tooMany, .unavailable, .fault,
    ]

    /// The last part of ``type``. Never renamed.
    public var name: String {
        switch self {
        case .malformed: "malformed"
        case .refused: "refused"
        case .unauthorised: "unauthorised"
        case .scopeMissing: "scope-missing"
        case .notFound: "not-found"
        case .methodNotAllowed: "method-not-allowed"
        case .conflict: "conflict"
        case .partlyReferred: "partly-referred"
        case .tooLarge: "too-large"
        case .wrongMediaType: "wrong-media-type"
        case .idempotencyKeyMissing: "idempotency-key-missing"
        case .idempotencyKeyReused: "idempotency-key-reused"
        case .idempotencyKeyInUse: "idempotency-key-in-use"
        case .cursorRefused: "cursor-refused"
        case .tooMany: "too-many"
        case .unavailable: "unavailable"
        case .fault: "fault"
        }
    }

    /// A name for programs: `urn:firmground:problem:not-found`.
    public var type: String { "urn:firmground:problem:\(name)" }

    /// The HTTP status it is answered with.
    public var status: Int {
        switch self {
        case .malformed, .idempotencyKeyMissing, .cursorRefused: 400
        case .unauthorised: 401
        case .scopeMissing: 403
        case .notFound: 404
        case .methodNotAllowed: 405
        case .conflict, .partlyReferred, .idempotencyKeyInUse: 409
        case .tooLarge: 413
        case .wrongMediaType: 415
        case .refused, .idempotencyKeyReused: 422
        case .tooMany: 429
        case .fault: 500
        case .unavailable: 503
        }
    }

    /// What it is called, the same every time.
    public var title: String {
        switch self {
        case .malformed: "The request cannot be read"
        case .refused: "The answers were not accepted"
        case .unauthorised: "An API key is needed"
        case .scopeMissing: "The API key may not do this"
        case .notFound: "Not found"
        case .methodNotAllowed: "This cannot be done here"
        case .conflict: "Something has changed in the meantime"
        case .partlyReferred: "Some people were referred, and others were not"
        case .tooLarge: "The request is too large"
        case .wrongMediaType: "This kind of content is not taken"
        case .idempotencyKeyMissing: "An idempotency key is needed"
        case .idempotencyKeyReused: "The idempotency key was used for something else"
        case .idempotencyKeyInUse: "The first request with this idempotency key is not finished"
        case .cursorRefused: "The cursor is not one of ours"
        case .tooMany: "Too many requests"
        case .unavailable: "Not available at the moment"
        case .fault: "Sorry, there is a problem with the service"
        }
    }

    /// What to do about it.
    public var advice: String {
        switch self {
        case .malformed: "Send one JSON document in UTF-8, of the shape that the description of the API gives."
        case .refused: "Correct what is named and send it again. Nothing was kept."
        case .unauthorised:
            "Send “Authorization: Bearer” and a key that works. One that ended or was withdrawn does not."
        case .scopeMissing(let scope):
            "This needs the scope “\(scope)”. Ask whoever manages your organisation’s keys for one that has it."
        case .notFound: "There is nothing here that this key may see. Check the reference."
        case .methodNotAllowed: "Check the method and the address against the description of the API."
        case .conflict: "Read it again, and send the change again if it is still needed."
        case .partlyReferred:
            "Send nobody again. Mend the answers of the others in the draft that is named, and submit that draft."
        case .tooLarge: "Send less at once."
        case .wrongMediaType(let taken):
            taken.isEmpty ? "Check the Content-Type." : "Send \(taken.joined(separator: " or ")) in Content-Type."
        case .idempotencyKeyMissing:
            "Send the header Idempotency-Key with a value of your own, a new one for each referral and the same one when you repeat it."
        case .idempotencyKeyReused: "Take a new key for a new request. The first request stands as it was answered."
        case .idempotencyKeyInUse: "Wait a little and send the same request again."
        case .cursorRefused: "Start again without a cursor, and take “next” as it was given."
        case .tooMany: "Wait as long as Retry-After says."
        case .unavailable: "Wait as long as Retry-After says and send the same request again."
        case .fault: "Send the same request again later. If it goes on, tell us the time and the request id."
        }
    }
}
