import Access
import Casework
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Ledger
import Rulebook
import Testing

@Suite("Signing in and out")
struct SignInTests {
    @Test("Whoever gives the right password gets a session that no script can read, and comes to their work")
    func rightPassword() async throws {
        let site = try await TestSite("decision_maker")
        try await site.run { client in
            let browser = Browser(client)
            let form = try await browser.get("/sign-in")
            #expect(form.text.contains("<title>Sign in – FirmGround</title>"))
            let answer = try await browser.send(
                to: "/sign-in", ["name": ["decision_maker"], "password": [TestSite.password]])
            #expect(answer.status == .seeOther)
            #expect(answer.location == "/sign-in/second")
            let cookie = try #require(answer.headers[values: .setCookie].first { $0.hasPrefix("session=") })
            #expect(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax") && cookie.contains("Path=/"))
            #expect(try await browser.get("/").location == "/sign-in/second")
            try await browser.get("/sign-in/second")
            let second = try await browser.send(to: "/sign-in/second", ["code": [site.code(of: "decision_maker")]])
            #expect(second.location == "/")
            #expect(try await browser.get("/").status == .ok)
        }
    }

    @Test("Over TLS every cookie is secure and bound to the host")
    func secureCookies() async throws {
        let site = try await TestSite("decision_maker")
        try await site.run(publicOrigin: "https://nrm.example") { client in
            let browser = Browser(client)
            let form = try await browser.get("/sign-in")
            let answer = try await browser.send(
                to: "/sign-in", ["name": ["decision_maker"], "password": [TestSite.password]],
                headers: [.origin: "https://nrm.example"])
            for cookie in form.headers[values: .setCookie] + answer.headers[values: .setCookie] {
                #expect(cookie.hasPrefix("__Host-"))
                #expect(cookie.contains("; Secure") && cookie.contains("; HttpOnly") && cookie.contains("; SameSite="))
            }
            #expect(answer.headers[.strictTransportSecurity] != nil)
        }
    }

    @Test("A wrong password and an unknown name are told in the same words, and the password does not come back")
    func wrongPassword() async throws {
        let site = try await TestSite("decision_maker")
        try await site.run { client in
            let browser = Browser(client)
            var bodies: [String] = []
            for name in ["decision_maker", "nobody_at_all_"] {
                try await browser.get("/sign-in")
                let answer = try await browser.send(to: "/sign-in", ["name": [name], "password": ["not the password"]])
                #expect(answer.status == .unprocessableContent)
                #expect(answer.text.contains("The sign-in name or the password is not right"))
                #expect(!answer.text.contains("not the password"))
                #expect(answer.text.contains("<title>Error: Sign in"))
                bodies.append(answer.text.replacing(name, with: ""))
            }
            #expect(bodies[0] == bodies[1])
        }
    }

    @Test("After five wrong tries an account answers slowly, and says for how long")
    func slowedDown() async throws {
        let site = try await TestSite("decision_maker")
        try await site.run { client in
            let browser = Browser(client)
            try await browser.get("/sign-in")
            for _ in 1...5 {
                try await browser.send(to: "/sign-in", ["name": ["decision_maker"], "password": ["wrong"]])
            }
            let answer = try await browser.send(
                to: "/sign-in", ["name": ["decision_maker"], "password": [TestSite.password]])
            #expect(answer.status == .tooManyRequests)
            #expect(answer.headers[.retryAfter] != nil)
            #expect(answer.text.contains("Too many wrong tries"))
        }
    }

    @Test("A session ends after half an hour without use, and after twelve hours in any case")
    func expiry() async throws {
        let site = try await TestSite("decision_maker")
        try await site.run { client in
            let browser = try await Browser.signedIn("decision_maker", client)
            site.wait(seconds: 29 * 60)
            #expect(try await browser.get("/").status == .ok)
            site.wait(seconds: 31 * 60)
            let answer = try await browser.get("/")
            #expect(answer.status == .seeOther)
            #expect(answer.location == "/sign-in")
        }
        try await site.run { client in
            let browser = try await Browser.signedIn("decision_maker", client)
            for _ in 1...37 {
                site.wait(seconds: 20 * 60)
                try await browser.get("/")
            }
            #expect(await browser.page.status == .seeOther)
        }
    }

    @Test("Signing out ends the session itself, not only the cookie")
    func signOut() async throws {
        let site = try await TestSite("decision_maker")
        try await site.run { client in
            let browser = try await Browser.signedIn("decision_maker", client)
            let cookie = try #require(await browser.cookies["session"])
            try await browser.get("/")
            let answer = try await browser.send(to: "/sign-out", [:])
            #expect(answer.location == "/sign-in")
            #expect(await browser.cookies["session"] == nil)
            let status = try await client.execute(uri: "/", method: .get, headers: [.cookie: "session=\(cookie)"]) {
                $0.status
            }
            #expect(status == .seeOther)
        }
    }

    @Test("After signing in one comes back to the page one wanted, and to no other site")
    func comingBack() async throws {
        let site = try await TestSite("decision_maker")
        let reference = try await site.refer()
        try await site.run { client in
            let browser = Browser(client)
            let wanted = try await browser.get("/cases/\(reference)")
            try await browser.get(try #require(wanted.location))
            let answer = try await browser.send(
                to: "/sign-in", ["name": ["decision_maker"], "password": [TestSite.password]])
            let second = try #require(answer.location)
            #expect(second == "/sign-in/second?return-to=/cases/\(reference)")
            try await browser.get(second)
            let whole = try await browser.send(to: "/sign-in/second", ["code": [site.code(of: "decision_maker")]])
            #expect(whole.location == "/cases/\(reference)")
            for target in ["//evil.example", "https://evil.example/", "/\\evil.example", "javascript:alert(1)"] {
                let other = Browser(client)
                try await other.get("/sign-in")
                let answer = try await other.send(
                    to: "/sign-in",
                    ["name": ["decision_maker"], "password": [TestSite.password], "return-to": [target]])
                #expect(answer.location == "/sign-in/second", "\(target)")
                try await other.get("/sign-in/second")
                let whole = try await other.send(
                    to: "/sign-in/second",
                    ["code": [site.code(of: "decision_maker")], "return-to": [target]])
                #expect(whole.location == "/", "\(target)")
            }
        }
    }
}
