public import Casework
public import Rulebook
import StrictJSON

/// Reads referrals as the live national service writes them: the answers of the online form, or the message that the form
/// hands to casework. Each line says by its keys which of the two it is.
///
/// Whether the answers make sense, are complete or too long is for the kernel to say. This carries them over: every known
/// key to its question, everything else aside, so that nothing is lost. What is kept aside stands under its own key, as
/// JSON text; what belongs to a known question but is no answer to it (a file's address, a second key that says
/// something else) stands under the question's id, so that a rule that withholds the question withholds it too.
///
/// A value: one reader serves every line and thread. Building it lays out the rulebook's keys and the time zone's clock
/// changes (a few milliseconds); reading a line costs two to three times what parsing its JSON does.
public struct ReferralReader: Sendable {
    private let referral: QuestionTable?
    private let dutyToNotify: QuestionTable?
    private let days: ZoneDays
    private let actor: Actor
    private let purpose: String

    /// - Parameters:
    ///   - rulebook: says which key is which question.
    ///   - kind: the dossier kind that a referral opens. It has a record `referral`, and for adults who decline a record
    ///     `duty_to_notify`, each with an action `submit`.
    ///   - actor: who imports.
    ///   - purpose: the purpose of every request.
    public init(rulebook: Rulebook, kind: String = "case", actor: Actor, purpose: String = "refer") {
        let dossier = rulebook.dossier(kind)
        referral = dossier?.record("referral").map { QuestionTable($0, lists: rulebook.lists) }
        dutyToNotify = dossier?.record("duty_to_notify").map { QuestionTable($0, lists: rulebook.lists) }
        days = ZoneDays(timeZone: rulebook.timeZone)
        self.actor = actor
        self.purpose = purpose
    }

    /// Reads one line.
    ///
    /// - Parameters:
    ///   - line: one referral as JSON, without its line end; or a line of a ``RejectsFile``, whose original is read.
    ///   - receivedOn: the day of the referral where the line does not say when it was sent.
    public func read(_ line: UnsafeBufferPointer<UInt8>, receivedOn: CivilDate) -> ReferralLine {
        if line.allSatisfy({ $0 == 32 || (9...13).contains($0) }) { return .blank }
        do throws(LineFault) {
            return .referral(try referral(in: line, receivedOn: receivedOn, unwrapping: 3))
        } catch {
            return .refused([error.reason])
        }
    }

    /// Reads one line.
    public func read(_ line: [UInt8], receivedOn: CivilDate) -> ReferralLine {
        line.withUnsafeBufferPointer { read($0, receivedOn: receivedOn) }
    }

    private func referral(
        in line: UnsafeBufferPointer<UInt8>, receivedOn: CivilDate, unwrapping levels: Int
    ) throws(LineFault) -> IncomingReferral {
        let json: JSON
        do throws(JSONFault) {
            json = try JSON(line)
        } catch {
            throw LineFault(error, in: line)
        }
        return try referral(in: json, receivedOn: receivedOn, unwrapping: levels)
    }

    private func referral(in json: JSON, receivedOn: CivilDate, unwrapping levels: Int) throws(LineFault)
        -> IncomingReferral
    {
        guard let members = json.members else { throw .notAnObject }
        if members.isEmpty { throw .emptyObject }
        guard let referral else { throw .notAReferral }
        let keys = LineKeys(members, in: referral)
        guard let format = keys.format else {
            guard levels > 0, let original = RejectedLine(json)?.original else { throw .notAReferral }
            switch original {
            case .notKept: throw .tooLongToKeep
            case .json(let inner): return try self.referral(in: inner, receivedOn: receivedOn, unwrapping: levels - 1)
            case .bytes(let bytes):
                let result = bytes.withUnsafeBufferPointer { buffer in
                    Result { () throws(LineFault) in
                        try self.referral(in: buffer, receivedOn: receivedOn, unwrapping: levels - 1)
                    }
                }
                return try result.get()
            }
        }
        return try read(keys, format, referral, receivedOn: receivedOn)
    }

    private func read(
        _ keys: LineKeys, _ format: ReferralFormat, _ referral: QuestionTable, receivedOn: CivilDate
    ) throws(LineFault) -> IncomingReferral {
        let head = GivenAnswers(thatDecide: keys, format: format, table: referral)
        let occurredOn = try day(head) ?? receivedOn
        let isDeclined = isDeclined(head)
        let reading: ReferralReading
        if isDeclined, let dutyToNotify {
            let keys = LineKeys(keys.members, in: dutyToNotify)
            reading = ReferralReading(keys, format: format, table: dutyToNotify, beyond: referral)
        } else {
            reading = ReferralReading(keys, format: format, table: referral)
        }
        let request = ActionRequest(
            record: isDeclined ? "duty_to_notify" : "referral", action: "submit", answers: reading.given.raw,
            aside: reading.aside.content, notCarried: format == .caseworkMessage ? reading.table.notCarried : [],
            actor: actor,
            purpose: purpose, occurredOn: occurredOn)
        return IncomingReferral(format: format, externalID: externalID(head), request: request)
    }

    /// An adult who does not agree to be referred. A child is referred without being asked.
    private func isDeclined(_ head: GivenAnswers) -> Bool {
        head.fact("consents_to_referral")?.matches("no") == true && head.fact("under_18")?.matches("no") == true
    }

    private func externalID(_ head: GivenAnswers) -> String? {
        guard case .text(let text)? = head.fact("external_id") else { return nil }
        return text
    }

    /// The civil day on which the referral was sent; `nil` when the line does not say.
    private func day(_ head: GivenAnswers) throws(LineFault) -> CivilDate? {
        guard let raw = head.raw["submitted_at"] else { return nil }
        if case .text(let text) = raw, let day = days.day(of: text.trimmed) { return day }
        throw LineFault(
            "not_a_time", "The time of sending must be written like 2026-03-02T14:17:00Z. Correct it or leave it out.",
            field: "submitted_at")
    }
}
