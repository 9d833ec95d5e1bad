import Access
import HTTPTypes
import Hummingbird
import Rulebook
import StrictJSON

/// Answers that scripts ask for, and the language of the pages.
enum SmallAnswers {
    /// Entries of a long list that may be meant by what was typed.
    @Sendable
    static func suggest(_ visit: SignedInVisit) async throws -> Response {
        let list = visit.parameter("list")
        let say = visit.speech
        guard let finder = visit.site.finders.finder(list, in: say.language) else { throw Problem.notFound }
        let text = String(visit.query.first("q").prefix(100))
        let found = finder.find(text, on: visit.site.today, limit: 10).map { match in
            JSON.object([
                .init(key: "label", value: .string(match.label)),
                .init(key: "note", value: .string(match.matched == match.label ? "" : match.matched)),
            ])
        }
        var response = visit.site.text(JSON.array(found).text)
        response.headers[.contentType] = "application/json"
        return response
    }

    /// That somebody is still there.
    @Sendable
    static func awake(_ visit: SignedInVisit) async throws -> Response {
        var response = visit.site.text("")
        response.status = .noContent
        return response
    }

    /// Chooses the language of the pages, and goes back to where that was done.
    @Sendable
    static func language(_ visit: Visit) async throws -> Response {
        let code = visit.parameter("language")
        guard ["en", "cy"].contains(code) else { throw Problem.notFound }
        let back = visit.query.first("back")
        return visit.site.redirect(
            to: back.isLocalAddress ? back : "/", cookie: visit.site.cookies.settingLanguage(code))
    }
}

extension String {
    /// An address on this site: one slash, and nothing that a browser would take for another host.
    var isLocalAddress: Bool {
        utf8.first == UInt8(ascii: "/") && utf8.dropFirst().first != UInt8(ascii: "/")
            && !utf8.contains { $0 < 33 || $0 == UInt8(ascii: "\\") || $0 > 126 }
    }
}
