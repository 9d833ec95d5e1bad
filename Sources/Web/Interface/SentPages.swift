import Access
import Interface

extension ProgramVisit {
    /// How many items of a list are wanted.
    func limit() throws -> Int {
        let text = visit.query.first("limit")
        if text.isEmpty, visit.query.all("limit").isEmpty { return 50 }
        guard let limit = Int(text), (1...200).contains(limit), text.utf8.allSatisfy({ (48...57).contains($0) }) else {
            throw InterfaceProblem(
                .malformed, errors: [.init(field: "limit", code: "out_of_range", sentence: "Ask for 1 to 200 items.")])
        }
        return limit
    }

    /// Where a page begins; `nil` at the beginning.
    func position(in list: String) throws -> String? {
        guard let text = visit.query.all("cursor").first else { return nil }
        guard let position = desk.cursors?.position(of: text, in: list, of: account.id) else {
            throw InterfaceProblem(.cursorRefused)
        }
        return position
    }

    /// What leads to the next page.
    func cursor(to position: String, in list: String) throws -> String {
        guard let cursors = desk.cursors else { throw InterfaceProblem(.fault) }
        return cursors.text(for: position, in: list, of: account.id)
    }
}
