import Access
import Hummingbird
import Ledger
import Markup

/// What a team sent, for as long as it can be read.
enum SentDrafts {
    static let path = "/refer/sent"

    @Sendable
    static func show(_ visit: SignedInVisit) async throws -> Response {
        guard !visit.site.access.journeys(visit.account).isEmpty else { throw Problem.notForRole }
        let access = visit.site.access
        let drafts = try await DraftListPage(visit) {
            try await access.drafts(for: visit.account, after: $0, areSent: true, limit: $1)
        }
        let senders = try await access.ownerNames(of: drafts.lines)
        let say = visit.speech
        let page = visit.referFrame(say("Sent a short while ago"), back: DraftDesk.path)
        return visit.respondRefer(page) { page in
            page.heading(.text(say("Sent a short while ago")), .l)
            page.paragraph(
                .text(
                    say(
                        "By your team. The references are here for all of you; the answers only whoever sent them can read."
                    )))
            if drafts.lines.isEmpty {
                page.paragraph(.text(say("None yet.")))
            } else {
                page.add(
                    Table(
                        caption: nil,
                        head: [
                            .init(.text(say("Who"))), .init(.text(say("Your own reference"))),
                            .init(.text(say("Sent by"))), .init(.text(say("Can be read here until"))),
                        ],
                        rows: drafts.lines.map { draft in
                            [
                                .init(
                                    Content {
                                        $0.link(.typed(say.title(of: draft)), to: "\(DraftDesk.path)/\(draft.id)/done")
                                    }),
                                .ownReference(of: draft),
                                .init(.typed(senders[draft.head.owner] ?? "")),
                                .init("\(DateText(draft.head.endsOn))"),
                            ]
                        }, firstCellIsHeader: true, narrow: .stacks))
            }
            drafts.writeNext(say("More"), at: path, to: &page)
        }
    }
}

/// One page of a list of drafts.
struct DraftListPage: Sendable {
    let lines: [DraftLine]
    /// What of an address says where the page begins.
    private let parameter: String
    private let hasMore: Bool

    private static let size = 25

    /// - Parameter list: the drafts after a place; the page asks for one more than it shows.
    init(
        _ visit: SignedInVisit, parameter: String = "after",
        _ list: (_ after: DraftLine.Place?, _ limit: Int) async throws -> [DraftLine]
    ) async throws {
        let found = try await list(DraftLine.Place(visit.query.first(parameter)), DraftListPage.size + 1)
        self.parameter = parameter
        lines = Array(found.prefix(DraftListPage.size))
        hasMore = found.count > lines.count
    }

    /// The way to the next page, where there is one.
    func writeNext(_ words: String, at path: String, to page: inout HTMLWriter) {
        guard hasMore, let last = lines.last else { return }
        page.add(Pagination(previous: nil, next: .init("\(path)?\(parameter)=\(last.place.text)", text: .text(words))))
    }
}

extension Table.Cell {
    /// What whoever refers calls a draft.
    static func ownReference(of draft: DraftLine) -> Self {
        .init(.typed(draft.ownReference.isEmpty ? "–" : draft.ownReference))
    }
}

extension Speech {
    /// What a draft is called in a list: by those in it who have been named, as far as they fit a line.
    func title(of draft: DraftLine) -> String {
        let named = draft.names.prefix(3)
        let others = String(draft.people - named.count)
        guard !named.isEmpty else {
            let nobody =
                draft.people == 1
                ? self("Nobody named yet") : self("{count} people, nobody named yet", ["count": others])
            return nobody + " (\(draft.id))"
        }
        let names = named.joined(separator: ", ")
        return draft.people == named.count
            ? names : self("{names} and {count} more", ["names": names, "count": others])
    }
}
