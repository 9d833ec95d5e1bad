import Access
import Casework
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Ledger
import Rulebook
import Testing
import Web

@Suite("Every route")
struct RouteTests {
    private static func address(_ route: Route) -> String {
        route.path.replacing(":reference", with: "7KD2-M9QX-W3T").replacing(":record", with: "referral")
            .replacing(":action", with: "settle_age").replacing(":id", with: "recovery_period.minimum")
            .replacing(":file", with: "firmground.css").replacing(":secret", with: "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")
    }

    @Test("None but those declared open lets anybody in who has not signed in")
    func withoutSession() async throws {
        let site = try await TestSite()
        try await site.run { client in
            for route in Route.all where route.admits != .everybody && !route.isOfInterface {
                for cookie in ["", "session=", "session=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"] {
                    let headers: HTTPFields = [.cookie: cookie, .contentType: "application/x-www-form-urlencoded"]
                    let answer = try await client.execute(
                        uri: RouteTests.address(route), method: route.method, headers: headers,
                        body: route.method == .post ? ByteBuffer(string: "csrf=x") : nil
                    ) { $0 }
                    if route.method == .get {
                        #expect(answer.status == .seeOther, "\(route.path)")
                        #expect(answer.headers[.location]?.hasPrefix("/sign-in") ?? false, "\(route.path)")
                    } else {
                        #expect(answer.status == .unauthorized, "\(route.path)")
                    }
                }
            }
        }
    }

    @Test("No operation of the interface but its descriptions answers anybody without a key, signed in or not")
    func withoutKey() async throws {
        let site = try await TestSite("first_responder")
        try await site.run { client in
            let browser = try await Browser.signedIn("first_responder", client)
            let cookie = await browser.cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; ")
            var open: [String] = []
            for route in Route.all where route.isOfInterface {
                for authorization in [
                    "", "Bearer", "Bearer fgk_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "Basic eA==",
                ] {
                    let answer = try await client.execute(
                        uri: RouteTests.address(route), method: route.method,
                        headers: [.authorization: authorization, .cookie: cookie, .contentType: "application/json"],
                        body: route.method == .post ? ByteBuffer(string: "{}") : nil
                    ) { $0 }
                    if route.admits == .interface(scope: nil) {
                        open.append(route.path)
                    } else {
                        #expect(answer.status == .unauthorized, "\(route.path)")
                        #expect(answer.headers[.contentType] == "application/problem+json", "\(route.path)")
                    }
                }
            }
            #expect(
                Set(open) == [
                    "/api/v1/schemas/{record}.json", "/api/v1/openapi.json", "/api/v1/explanations/{language}",
                ])
        }
    }

    @Test("Those that are open are these, and no others")
    func openOnes() {
        let open = Route.all.filter { $0.admits == .everybody }.map { "\($0.method.rawValue) \($0.path)" }
        #expect(
            open == [
                "GET /sign-in", "POST /sign-in", "GET /sign-in/provider", "GET /sign-in/provider/done",
                "GET /invitation/:secret", "POST /invitation/:secret",
                "GET /language/:language", "GET /explanation", "GET /explanation/:language",
                "GET /who-sees-what", "GET /rulebook", "GET /rulebook/:id", "GET /glossary",
                "GET /assets/:file",
                "GET /health/live", "GET /health/ready", "GET /metrics",
            ])
    }

    @Test("No form is taken without the token that its page carried")
    func withoutToken() async throws {
        let site = try await TestSite("decision_maker", "administrator")
        try await site.run { client in
            let maker = try await Browser.signedIn("decision_maker", client)
            let administrator = try await Browser.signedIn("administrator", client)
            for route in Route.all
            where route.method == .post && !route.isOfInterface && !route.takesFiles
                && route.path != "/new/:record/:action"
            {
                let browser = route.admits == .roles(mayOpen: "accounts") ? administrator : maker
                for fields in [[:], ["csrf": [""]], ["csrf": ["guessed-guessed-guessed"]]] {
                    let answer = try await browser.post(RouteTests.address(route), fields)
                    #expect(answer.status == .forbidden, "\(route.path)")
                    #expect(answer.text.contains("Nothing was recorded"))
                }
            }
        }
    }

    @Test(
        "A form that another site sent is refused, right token or not",
        arguments: [
            (["Origin": "https://evil.example"], HTTPResponse.Status.forbidden),
            (["Origin": "null"], .forbidden),
            (["Sec-Fetch-Site": "cross-site"], .forbidden),
            (["Sec-Fetch-Site": "same-site", "Origin": "http://localhost"], .forbidden),
            (["Sec-Fetch-Site": "same-origin", "Origin": "https://evil.example"], .forbidden),
            (["Sec-Fetch-Site": "same-origin", "Origin": "null"], .ok),
            (["Sec-Fetch-Site": "same-origin"], .ok),
            (["Origin": "http://localhost"], .ok),
            ([:], .ok),
        ])
    func origins(headers: [String: String], expected: HTTPResponse.Status) async throws {
        let site = try await TestSite("decision_maker")
        try await site.run { client in
            let browser = try await Browser.signedIn("decision_maker", client)
            try await browser.get("/search")
            var fields: HTTPFields = [:]
            for (name, value) in headers { fields[try #require(HTTPField.Name(name))] = value }
            let answer = try await browser.send(to: "/search", ["text": ["Ana"]], headers: fields)
            #expect(answer.status == expected)
        }
    }

    @Test("A list is for the roles that may open it")
    func lists() async throws {
        let site = try await TestSite("support_worker")
        try await site.run { client in
            let browser = try await Browser.signedIn("support_worker", client)
            #expect(try await browser.get("/search").status == .forbidden)
            #expect(try await browser.get("/").text.contains("My work"))
            #expect(!(await browser.page.text.contains("href=\"/search\"")))
        }
    }

    @Test("Every answer tells the browser to keep nothing and to run nothing")
    func headers() async throws {
        let site = try await TestSite("decision_maker")
        let reference = try await site.refer()
        try await site.run { client in
            let browser = try await Browser.signedIn("decision_maker", client)
            for address in [
                "/", "/cases/\(reference)", "/cases/none", "/nothing-here", "/rulebook", "/sign-in", "/search",
            ] {
                let answer = try await browser.get(address)
                #expect(
                    answer.headers[.contentSecurityPolicy]
                        == "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
                    "\(address)")
                #expect(answer.headers[.cacheControl] == "no-store", "\(address)")
                #expect(answer.headers[.xContentTypeOptions] == "nosniff", "\(address)")
                #expect(answer.headers.named("Referrer-Policy") == "no-referrer", "\(address)")
                #expect(answer.headers[.strictTransportSecurity] == nil)
                #expect(
                    !answer.text.contains("<script") && !answer.text.contains(" style=")
                        && !answer.text.contains(" onclick="))
            }
        }
    }

    @Test("The stylesheet is kept by its content, and asked for again it costs nothing")
    func assets() async throws {
        let site = try await TestSite()
        try await site.run { client in
            let page = try await client.execute(uri: "/sign-in", method: .get) { String(buffer: $0.body) }
            let address = try #require(page.firstMatch(of: /href="(\/assets\/firmground.css[^"]*)"/)).1
            let answer = try await client.execute(uri: String(address), method: .get) { $0 }
            #expect(answer.status == .ok)
            #expect(answer.headers[.contentType] == "text/css; charset=utf-8")
            #expect(answer.headers[.cacheControl] == "public, max-age=31536000, immutable")
            let tag = try #require(answer.headers[.eTag])
            let again = try await client.execute(
                uri: "/assets/firmground.css", method: .get, headers: [.ifNoneMatch: tag]
            ) { $0 }
            #expect(again.status == .notModified)
            #expect(again.body.readableBytes == 0)
            for missing in ["/assets/other.css", "/assets/..%2fPackage.swift", "/assets/"] {
                #expect(try await client.execute(uri: missing, method: .get) { $0.status } == .notFound, "\(missing)")
            }
        }
    }

    @Test("More than the limit is refused before it is read whole")
    func tooLarge() async throws {
        let site = try await TestSite("decision_maker")
        try await site.run { client in
            let browser = try await Browser.signedIn("decision_maker", client)
            try await browser.get("/search")
            let answer = try await browser.send(to: "/search", ["text": [String(repeating: "a", count: 1 << 20)]])
            #expect(answer.status == .contentTooLarge)
        }
    }

    @Test("What is not a form is not taken for one")
    func notAForm() async throws {
        let site = try await TestSite("decision_maker")
        try await site.run { client in
            let browser = try await Browser.signedIn("decision_maker", client)
            try await browser.get("/search")
            let answer = try await browser.send(to: "/search", [:], headers: [.contentType: "application/json"])
            #expect(answer.status == .badRequest)
        }
    }

    @Test("The server says that it lives")
    func health() async throws {
        let site = try await TestSite()
        try await site.run { client in
            let answer = try await client.execute(uri: "/health/live", method: .get) { $0 }
            #expect(answer.status == .ok && String(buffer: answer.body) == "ok\n")
        }
    }
}
