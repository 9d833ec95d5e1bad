public import Law
import StrictJSON

/// Why a line is no referral.
struct LineFault: Error {
    let reason: Reason

    init(_ code: String, _ sentence: String, field: String? = nil) {
        reason = Reason(code: code, sentence: sentence, field: field)
    }

    init(_ fault: JSONFault, in line: UnsafeBufferPointer<UInt8>) {
        if String(validating: line, as: UTF8.self) == nil {
            self = .notUTF8
        } else if fault.message == "The value is nested too deeply" {
            self.init("nested_too_deeply", "This line is nested too deeply to be a referral. Send each answer as text.")
        } else if fault.message == "A name stands twice in the same object" {
            self.init("doubled_key", "This line gives one answer twice. Leave one of the two out.")
        } else {
            let place = "at byte \(fault.offset + 1)"
            self.init(
                "not_json", "This line is not valid JSON: \(fault.message.lowercasedFirst) (\(place)). Correct it.")
        }
    }

    static let notUTF8 = LineFault("not_utf8", "This line is not UTF-8 text. Save the file as UTF-8.")
    static let notAnObject = LineFault(
        "not_an_object", "This line is not a JSON object. Put one referral in braces on each line.")
    static let emptyObject = LineFault("empty_object", "This line is an empty object. Remove it or add the answers.")
    static let notAReferral = LineFault("not_a_referral", "This line has none of the questions of the referral form.")
    static let tooLong = LineFault(
        "line_too_long", "This line is too long to be a referral. Split it so that each line holds one.")
    static let tooLongToKeep = LineFault(
        "line_not_kept", "This line was too long to be kept when it was refused. Take it from the file that it came in."
    )
}

extension Reason {
    /// For a line that is longer than ``LineSplitter`` takes.
    public static let lineTooLong = LineFault.tooLong.reason
}

extension String {
    fileprivate var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}
