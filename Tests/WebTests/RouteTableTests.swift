import Access
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Ledger
import Rulebook
import Testing
import Web

/// Asks for every route with every method it has as every role, and compares who gets past the door with
/// `docs/who-opens-what.md`. A new route has no row there and so fails until somebody has written and read one
/// (`FIRMGROUND_WRITE_TABLES=1` writes what is).
@Suite("The table of who opens what")
struct RouteTableTests {
    private static let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../docs/who-opens-what.md")

    @Test("Who gets past the door of every route is what the table says")
    func table() async throws {
        let site = try await TestSite()
        let rulebook = site.ledger.rulebook
        let roles = rulebook.roles.filter { !$0.isSystem }.map(\.id)
        for role in roles { try await site.addAccount(role, role: role) }
        let reference = try await site.refer()
        let admitted = try await RouteTableTests.ask(site, roles, reference)
        let text = RouteTableTests.text(admitted, roles)
        if ProcessInfo.processInfo.environment["FIRMGROUND_WRITE_TABLES"] == "1" {
            try text.write(to: Self.file, atomically: true, encoding: .utf8)
        }
        let kept = (try? String(contentsOf: Self.file, encoding: .utf8)) ?? ""
        for (now, then) in zip(text.split(separator: "\n"), kept.split(separator: "\n")) where now != then {
            Issue.record("Seen: \(now)\nAgreed: \(then)")
        }
        #expect(text == kept, "who opens what differs from docs/who-opens-what.md")
    }

    /// For each route, who got an answer that is no refusal of the door: a page, a form with faults, a redirect within the service.
    private static func ask(_ site: TestSite, _ roles: [String], _ reference: Reference) async throws -> [String: Set<
        String
    >] {
        let admitted = Admitted()
        try await site.run { client in
            for role in ["nobody"] + roles {
                let browser = role == "nobody" ? Browser(client) : try await Browser.signedIn(role, client)
                try await browser.get(role == "nobody" ? "/sign-in" : "/account")
                let token = await browser.hiddenFields(to: role == "nobody" ? "/sign-in" : "/sign-out")["csrf"] ?? []
                for route in Route.all
                where !route.isOfInterface && !["/sign-out", "/account/sessions", "/account/post"].contains(route.path)
                {
                    let address = address(route, reference)
                    let answer =
                        route.method == .get
                        ? try await browser.get(address)
                        : try await browser.post(address, ["csrf": token])
                    let isTurnedAway =
                        [.forbidden, .notFound, .unauthorized].contains(answer.status)
                        || (answer.location?.hasPrefix("/sign-in") ?? false)
                    if !isTurnedAway { await admitted.add(role, to: "\(route.method.rawValue) \(route.path)") }
                }
            }
        }
        return await admitted.routes
    }

    private actor Admitted {
        var routes: [String: Set<String>] = [:]

        func add(_ role: String, to route: String) { routes[route, default: []].insert(role) }
    }

    private static func address(_ route: Route, _ reference: Reference) -> String {
        route.path.replacing(":reference", with: reference.description).replacing(":record", with: "referral")
            .replacing(":action", with: route.path.hasPrefix("/new") ? "submit" : "settle_age")
            .replacing(":id", with: "recovery_period.minimum").replacing(":file", with: "firmground.css")
            .replacing(":secret", with: "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")
    }

    private static func text(_ admitted: [String: Set<String>], _ roles: [String]) -> String {
        var text = """
            # Who opens what

            Every address of the service, whom its rule lets in, and which roles get an answer there that is no refusal: signed in, with
            both factors, a few minutes ago, for a case with which they have nothing to do but for the authority that decides on it. A
            test asks for each as each role (`RouteTableTests`). What they see once they are in is in [who sees what](who-sees-what.md).

            | Method | Address | Rule | Not turned away |
            |---|---|---|---|

            """
        for route in Route.all {
            let rule =
                switch route.admits {
                case .everybody: "everybody"
                case .halfway: "after the password"
                case .signedIn: "signed in"
                case .roles(let list): "roles with the list `\(list)`"
                case .interface(let scope?): "keys with the scope `\(scope)`"
                case .interface(nil): "everybody, without a key"
                }
            let who = admitted["\(route.method.rawValue) \(route.path)"] ?? []
            let isEverybody = who.isSuperset(of: roles)
            let names = isEverybody ? ["every role"] : roles.filter(who.contains)
            let all = names + (who.contains("nobody") ? ["nobody signed in"] : [])
            let told = all.isEmpty ? "–" : all.joined(separator: ", ")
            text += "| \(route.method.rawValue) | `\(route.path)` | \(rule) | \(told) |\n"
        }
        return text
    }
}
