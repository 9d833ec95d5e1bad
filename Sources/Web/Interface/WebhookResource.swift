import Access
import Hummingbird
import Interface
import Ledger
import StrictJSON

/// Where an organisation is told that something has happened.
enum WebhookResource {
    @Sendable
    static func list(_ visit: ProgramVisit) async throws -> Response {
        let all = try await visit.desk.subscriptions.list(of: visit.account)
        return visit.desk.respond(["items": .array(all.map(json))])
    }

    @Sendable
    static func create(_ visit: ProgramVisit) async throws -> Response {
        let body = try await visit.json("application/json")
        let (url, events) = try wanted(
            body, allowingLoopback: visit.visit.site.configuration.allowsLoopbackHooks)
        let secret = try fresh(visit)
        let made = try await visit.desk.subscriptions.add(url, events: events, secret: secret, by: visit.account)
        guard let made else {
            throw InterfaceProblem(
                .conflict,
                detail: "Your organisation has \(Subscriptions.most) webhooks. Delete one that is not needed.")
        }
        return visit.desk.respond(["webhook": json(made), "secret": .string(secret)], status: .created)
    }

    /// Whom to tell, and of what.
    @inline(never)
    private static func wanted(_ body: JSON, allowingLoopback: Bool) throws -> (url: String, events: [String]) {
        var object = SentObject(body, taking: ["url", "events"])
        object.demand("url")
        let url = object.text("url", longest: 2_000) ?? ""
        let events = events(&object)
        try object.check()
        do {
            _ = try HookAddress(url, allowingLoopback: allowingLoopback)
        } catch {
            throw InterfaceProblem(
                .refused, errors: [.init(pointer: "/url", code: error.code, sentence: error.sentence)])
        }
        return (url, events)
    }

    @Sendable
    static func delete(_ visit: ProgramVisit) async throws -> Response {
        try await visit.desk.subscriptions.remove("\(visit.reference("webhook"))", by: visit.account)
        return visit.desk.done()
    }

    @Sendable
    static func rotate(_ visit: ProgramVisit) async throws -> Response {
        let secret = try fresh(visit)
        let until = try await visit.desk.subscriptions.changeSecret(
            "\(visit.reference("webhook"))", to: secret, by: visit.account)
        return visit.desk.respond(["secret": .string(secret), "former_secret_until": .string(until.utcText)])
    }

    /// The kinds of event that are asked for; every one when nothing is said.
    private static func events(_ object: inout SentObject) -> [String] {
        let known = HookEvent.Kind.allCases.map(\.rawValue)
        guard let value = object["events"] else { return known }
        guard let items = value.items, !items.isEmpty else {
            object.fault("events", "not_a_list", "Send a list of one event or more, or leave it out for all.")
            return []
        }
        for (place, item) in items.enumerated() where !known.contains(item.string ?? "") {
            object.add([
                .init(
                    pointer: object.place(of: "events") + "/\(place)", code: "unknown_event",
                    sentence: "There is no event of this name. Take one that the description of the API names.")
            ])
        }
        return known.filter { name in items.contains { $0.string == name } }
    }

    private static func fresh(_ visit: ProgramVisit) throws -> String {
        guard let secret = HookSecret(bytes: visit.access.randomSecret()) else { throw InterfaceProblem(.fault) }
        return secret.text
    }

    private static func json(_ hook: Subscription) -> JSON {
        let standing = hook.offAt != nil ? "off" : hook.failingSince != nil ? "failing" : "active"
        return [
            "webhook": .string(hook.id), "url": .string(hook.address),
            "events": .array(hook.events.map { .string($0) }), "standing": .string(standing),
            "created_at": .string(hook.createdAt.utcText),
            "last_delivered_at": hook.deliveredAt.map { .string($0.utcText) } ?? .null,
        ]
    }
}

extension HookAddress.Fault {
    /// For programs; never renamed.
    fileprivate var code: String {
        switch self {
        case .malformed: "malformed_address"
        case .tooLong: "too_long"
        case .notSecure: "not_secure"
        case .userInfo: "user_info"
        case .fragment: "fragment"
        case .notPublic: "not_public"
        case .spelling: "numeric_address"
        case .port: "port"
        }
    }
}
