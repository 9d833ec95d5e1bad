import Casework
import Rulebook

/// Derives the directory from dossiers of the kinds `organisation` and `account`: who works where, and as what.
///
/// Their records and fields have fixed names, as those of ``Ties`` have.
enum DirectoryRows {
    /// The statements that bring the directory to what a dossier says after an entry; none for other kinds.
    static func calls(for state: DossierState, touched entry: Entry, _ reference: Reference) -> [SQLCall] {
        switch state.kind {
        case DirectoryKind.organisation: organisation(state, reference)
        case DirectoryKind.account:
            switch entry.record {
            case "person": person(state, reference)
            case "post": post(state, entry.instance, reference)
            default: []
            }
        default: []
        }
    }

    private static func organisation(_ state: DossierState, _ reference: Reference) -> [SQLCall] {
        guard let record = state.record("registration"), let id = record.text("short_name") else { return [] }
        let bodies = DirectoryKind.bodyFields.compactMap { field, list in record.text(field).map { list + ":" + $0 } }
        return [
            SQLCall(
                .saveOrganisation,
                [
                    .text(id), .integer(reference.number), .text(record.text("name") ?? id),
                    .text(record.text("kind") ?? ""), .text(bodies.joined(separator: ",")),
                    .optional(record.text("parent")), .text(record.state),
                ])
        ]
    }

    private static func person(_ state: DossierState, _ reference: Reference) -> [SQLCall] {
        guard let record = state.record("person"), let signIn = record.text("sign_in") else { return [] }
        return [
            SQLCall(
                .saveAccount,
                [
                    .text(reference.description), .integer(reference.number), .text(signIn.lowercased()),
                    .text(record.text("name") ?? signIn), .text(record.state),
                    .int(record.day("starts_on") ?? state.openedOn.dayNumber), .optional(record.day("ends_on")),
                ])
        ]
    }

    private static func post(_ state: DossierState, _ instance: Int, _ reference: Reference) -> [SQLCall] {
        guard let record = state.record("post", instance: instance), let role = record.text("role"),
            let organisation = record.text("organisation")
        else { return [] }
        var areas: [String] = []
        if case .codes(let codes)? = record.fields["areas"] { areas = codes.map { DirectoryKind.areaList + ":" + $0 } }
        return [
            SQLCall(
                .savePost,
                [
                    .text(reference.description), .int(instance), .text(role), .text(organisation),
                    .optional(record.text("unit")),
                    .text(areas.joined(separator: ",")), .text(record.state),
                    .int(record.day("starts_on") ?? record.since.dayNumber), .optional(record.day("ends_on")),
                ])
        ]
    }
}

/// The dossiers of which the directory is made.
public enum DirectoryKind {
    public static let organisation = "organisation"
    public static let account = "account"
    /// The fields that tie an organisation to cases, and the list of each.
    public static let bodyFields = [
        ("first_responder_code", "first_responder_organisation"), ("authority_code", "competent_authority"),
        ("police_force_code", "police_force"), ("local_authority_code", "local_authority"),
    ]
    public static let areaList = "local_authority"
}

extension RecordState {
    fileprivate func day(_ field: String) -> Int? {
        guard case .date(let day)? = fields[field] else { return nil }
        return day.dayNumber
    }
}

extension SQLText {
    static let saveOrganisation: SQLText =
        """
        INSERT INTO organisation (id, reference, name, kinds, bodies, parent, state) VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET reference = excluded.reference, name = excluded.name, kinds = excluded.kinds,
          bodies = excluded.bodies, parent = excluded.parent, state = excluded.state
        """
    static let saveAccount: SQLText =
        """
        INSERT INTO account (id, reference, sign_in, display_name, state, starts_on, ends_on) VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET sign_in = excluded.sign_in, display_name = excluded.display_name,
          state = excluded.state, starts_on = excluded.starts_on, ends_on = excluded.ends_on
        """
    static let savePost: SQLText =
        """
        INSERT INTO post (account, instance, role, organisation, unit, areas, state, starts_on, ends_on)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (account, instance) DO UPDATE SET role = excluded.role, organisation = excluded.organisation,
          unit = excluded.unit, areas = excluded.areas, state = excluded.state, starts_on = excluded.starts_on,
          ends_on = excluded.ends_on
        """
}
