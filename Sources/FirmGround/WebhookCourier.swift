import Access
import AsyncHTTPClient
import Casework
import Foundation
import Interface
import Ledger
import Logging
import NIOCore
import NIOHTTP1
import NIOPosix

/// Tells those who asked that something has happened to their referrals.
///
/// Several nodes may do so on one ledger: each message is sent by one of them. The name in an address is resolved here, what it leads
/// to is judged, and the connection goes to that very place: a name that leads elsewhere a moment later changes nothing.
struct WebhookCourier: Sendable {
    /// Messages in one go, and how long sending them may take before another node may try, in milliseconds.
    private static let most = 20
    private static let lease: Int64 = 60_000
    private static let pause = Duration.seconds(1)
    private static let deadline = TimeAmount.seconds(10)

    let subscriptions: Subscriptions
    let allowsLoopback: Bool
    let logger: Logger

    /// Runs until it is cancelled.
    func run() async throws {
        while !Task.isCancelled {
            let isMore = await round()
            if !isMore { try await Task.sleep(for: WebhookCourier.pause) }
        }
    }

    private func round() async -> Bool {
        do {
            let hasMore = try await subscriptions.gather()
            let messages = try await subscriptions.take(limit: WebhookCourier.most, lease: WebhookCourier.lease)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for message in messages {
                    group.addTask { try await subscriptions.settle(message, await deliver(message)) }
                }
                try await group.waitForAll()
            }
            return hasMore || messages.count == WebhookCourier.most
        } catch {
            logger.error("webhooks not reached")
            return false
        }
    }

    /// Sends a message; whatever goes wrong is a failure to be tried again.
    private func deliver(_ message: HookMessage) async -> Delivery {
        let answer = (try? await send(message)) ?? .failed
        switch answer {
        case .delivered: return .delivered
        case .gone: return .gone
        case .failed:
            logger.info("webhook not delivered", metadata: ["webhook": .string(message.subscription.id)])
            let wait = RetrySchedule.wait(after: message.attempt, spread: Double.random(in: 0...1))
            return .failed(again: wait.map { Int64($0 / .milliseconds(1)) })
        }
    }

    private func send(_ message: HookMessage) async throws -> HookAnswer {
        guard let address = address(of: message), let kind = HookEvent.Kind(rawValue: message.event),
            let place = try await WebhookCourier.place(of: address)
        else { return .failed }
        let body = HookEvent(kind, reference: message.reference.map { "\($0)" }, at: message.at).body
        let now = World.now
        let secrets = message.subscription.secrets(at: now).compactMap { HookSecret($0) }
        let signed = HookSignature.headers(id: message.id, at: now, body: body, secrets: secrets)
        var request = HTTPClientRequest(url: address.text)
        request.method = .POST
        request.headers.add(name: "Content-Type", value: "application/json")
        request.headers.add(name: "User-Agent", value: "FirmGround-Webhooks")
        for (name, value) in signed.all { request.headers.add(name: name, value: value) }
        request.body = .bytes(body)
        return try await execute(request, to: address.host, at: place)
    }

    private func address(of message: HookMessage) -> HookAddress? {
        try? HookAddress(message.subscription.address, allowingLoopback: allowsLoopback)
    }

    /// Sends to the place that was judged, by the name that was given.
    private func execute(_ request: HTTPClientRequest, to host: String, at place: String) async throws -> HookAnswer {
        // The client asks for the place by the name as it reads it itself, and must find the one that was judged.
        guard let name = URL(string: request.url)?.host, !name.isEmpty else { return .failed }
        var configuration = HTTPClient.Configuration()
        configuration.redirectConfiguration = .disallow
        configuration.timeout = .init(connect: .seconds(5), read: .seconds(10))
        configuration.dnsOverride[host] = place
        // A numeric address in brackets leads nowhere but to itself.
        if !name.hasPrefix("[") { configuration.dnsOverride[name] = place }
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        do {
            let response = try await client.execute(request, timeout: WebhookCourier.deadline)
            // What a receiver writes is not read: its status says everything.
            let answer = HookAnswer(status: Int(response.status.code))
            try? await client.shutdown()
            return answer
        } catch {
            try? await client.shutdown()
            throw error
        }
    }

    /// Where the host leads; `nil` when nothing may be sent there.
    private static func place(of address: HookAddress) async throws -> String? {
        let (host, port) = (address.host, address.port)
        let found = try await NIOThreadPool.singleton.runIfActive {
            try SocketAddress.makeAddressResolvingHost(host, port: port)
        }
        guard let text = found.ipAddress, let place = InternetAddress(text), address.permits(place) else { return nil }
        return text
    }
}
