import Access
import Casework
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Ledger
import Rulebook
import Testing

/// One person's browser: keeps cookies, fills in forms as they stand on the page.
actor Browser {
    private let client: any TestClientProtocol
    private(set) var cookies: [String: String] = [:]
    private(set) var page = Answer(status: .ok, headers: [:], text: "")

    struct Answer: Sendable {
        let status: HTTPResponse.Status
        let headers: HTTPFields
        let text: String

        var location: String? { headers[.location] }
    }

    init(_ client: any TestClientProtocol) {
        self.client = client
    }

    /// Signs in, and is on the page that follows.
    static func signedIn(_ name: String, _ client: any TestClientProtocol) async throws -> Browser {
        let browser = Browser(client)
        try await browser.get("/sign-in")
        try await browser.send(to: "/sign-in", ["name": [name], "password": [TestSite.password]])
        let second = try #require(await browser.page.location, "\(name) could not sign in")
        let site = try #require(TestSite.current)
        try await browser.get(second)
        try await browser.send(to: "/sign-in/second", ["code": [site.code(of: name)]])
        try #require(await browser.page.location != nil, "\(name) could not show a second factor")
        return browser
    }

    @discardableResult
    func get(_ address: String) async throws -> Answer {
        try await ask(address, .get, headers: [:], body: nil)
    }

    /// Sends a form with the hidden fields of the first form on the page that goes there.
    @discardableResult
    func send(
        to address: String, _ fields: [String: [String]], headers: HTTPFields = [:], without hidden: Set<String> = []
    ) async throws -> Answer {
        var all = hiddenFields(to: address).filter { !hidden.contains($0.key) }
        for (name, values) in fields { all[name] = values }
        return try await post(address, all, headers: headers)
    }

    @discardableResult
    func post(_ address: String, _ fields: [String: [String]], headers: HTTPFields = [:]) async throws -> Answer {
        var headers = headers
        if headers[.contentType] == nil { headers[.contentType] = "application/x-www-form-urlencoded" }
        let pairs = fields.flatMap { name, values in values.map { "\(Browser.encoded(name))=\(Browser.encoded($0))" } }
        return try await ask(address, .post, headers: headers, body: pairs.joined(separator: "&"))
    }

    func hiddenFields(to address: String) -> [String: [String]] {
        let action = "<form action=\"\(address.replacing("&", with: "&amp;"))\""
        guard let start = page.text.firstRange(of: action),
            let end = page.text[start.upperBound...].firstRange(of: "</form>")
        else {
            return [:]
        }
        var found: [String: [String]] = [:]
        for match in page.text[start.upperBound..<end.lowerBound].matches(
            of: /<input type="hidden" name="([^"]*)" value="([^"]*)">/)
        {
            found[String(match.1), default: []].append(String(match.2))
        }
        return found
    }

    func forget() { cookies = [:] }

    private func ask(_ address: String, _ method: HTTPRequest.Method, headers: HTTPFields, body: String?) async throws
        -> Answer
    {
        var headers = headers
        if !cookies.isEmpty { headers[.cookie] = cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; ") }
        let answer = try await client.execute(
            uri: address, method: method, headers: headers, body: body.map { ByteBuffer(string: $0) }
        ) { response in
            Answer(status: response.status, headers: response.headers, text: String(buffer: response.body))
        }
        for cookie in answer.headers[values: .setCookie] {
            let pair = cookie.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            cookies[String(pair[0])] = cookie.contains("Max-Age=0") ? nil : String(pair[1])
        }
        page = answer
        return answer
    }

    private static func encoded(_ text: String) -> String {
        var result = ""
        for byte in text.utf8 {
            switch byte {
            case 48...57, 65...90, 97...122, 45, 46, 95: result.unicodeScalars.append(Unicode.Scalar(byte))
            case 32: result += "+"
            default: result += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }
        return result
    }
}

extension HTTPFields {
    /// A header by its name.
    func named(_ name: String) -> String? { HTTPField.Name(name).flatMap { self[$0] } }
}
