import Casework
import Law
import Rulebook

/// People to add, as a spreadsheet exports them: one row each, the first row naming the columns.
///
/// Columns: `sign_in`, `name`, `role`, `organisation` are needed; `unit`, `areas` (codes with `|` between), `starts_on` and
/// `ends_on` may be there. In any order; a column of another name is a fault, since it is most often a typing error.
public struct PeopleTable: Sendable {
    /// A row that can be tried, or what is wrong with it.
    public enum Row: Sendable {
        case draft(PersonDraft, line: Int)
        case fault(String, line: Int)
    }

    public static let needed = ["sign_in", "name", "role", "organisation"]
    public static let optional = ["unit", "areas", "starts_on", "ends_on"]

    public let rows: [Row]

    /// - Throws: ``Fault`` when the columns are not those above.
    public init(_ text: String) throws(Fault) {
        let table = CSVTable(text)
        let header = table.header.map { $0.lowercased().filter { !$0.isWhitespace } }
        for name in PeopleTable.needed where !header.contains(name) { throw Fault(column: name, isMissing: true) }
        for name in header where !PeopleTable.needed.contains(name) && !PeopleTable.optional.contains(name) {
            throw Fault(column: name, isMissing: false)
        }
        rows = zip(table.rows, table.lines).filter { row, _ in row.contains { !$0.isEmpty } }.map { cells, line in
            func cell(_ name: String) -> String {
                guard let place = header.firstIndex(of: name), place < cells.count else { return "" }
                return cells[place].split(whereSeparator: \.isWhitespace).joined(separator: " ")
            }
            var days: [String: CivilDate] = [:]
            for name in ["starts_on", "ends_on"] where !cell(name).isEmpty {
                guard let day = CivilDate(cell(name)) else {
                    return .fault("\(name): “\(cell(name))” is not a day. Write it as 2026-12-31.", line: line)
                }
                days[name] = day
            }
            for name in PeopleTable.needed where cell(name).isEmpty { return .fault("\(name) is empty.", line: line) }
            return .draft(
                PersonDraft(
                    signIn: cell("sign_in"), name: cell("name"), role: cell("role"), organisation: cell("organisation"),
                    unit: cell("unit").isEmpty ? nil : cell("unit"),
                    areas: cell("areas").split(separator: "|").map { String($0) }, startsOn: days["starts_on"],
                    endsOn: days["ends_on"]), line: line)
        }
    }

    /// The columns are not those that are known.
    public struct Fault: Error, Sendable, Hashable, CustomStringConvertible {
        public let column: String
        public let isMissing: Bool

        public var description: String {
            isMissing
                ? "The first row names no column “\(column)”. Needed: \(PeopleTable.needed.joined(separator: ", "))."
                : "The column “\(column)” is not known. Known: \((PeopleTable.needed + PeopleTable.optional).joined(separator: ", "))."
        }
    }
}

/// What became of a row.
public struct LoadedRow: Sendable {
    public let line: Int
    public let signIn: String
    /// The secret of the invitation; `nil` when nothing was added.
    public let invitation: String?
    /// Why nothing was added.
    public let fault: String?
}

extension Accounts {
    /// Adds people row by row and invites each. A row that cannot be taken harms no other.
    ///
    /// - Parameter isTrial: find the faults and add nobody.
    public func load(_ table: PeopleTable, by account: Account, with access: Access, isTrial: Bool = false) async throws
        -> [LoadedRow]
    {
        var loaded: [LoadedRow] = []
        var names: Set<String> = []
        for row in table.rows {
            switch row {
            case .fault(let sentence, let line):
                loaded.append(LoadedRow(line: line, signIn: "", invitation: nil, fault: sentence))
            case .draft(let draft, let line):
                let isFirst = names.insert(draft.signIn.lowercased()).inserted
                let refusal = try await access.refusalToJoin(draft)
                var fault = refusal.map { $0.reasons.map(\.sentence).joined(separator: " ") }
                if !isFirst { fault = fault ?? "The sign-in name “\(draft.signIn)” stands in an earlier row too." }
                var secret: String?
                if fault == nil, !isTrial {
                    do {
                        secret = try await invite(access.join(draft, by: account), by: account)
                    } catch let refused as EnrolmentRefused {
                        fault = refused.description
                    }
                }
                loaded.append(LoadedRow(line: line, signIn: draft.signIn, invitation: secret, fault: fault))
            }
        }
        return loaded
    }
}
