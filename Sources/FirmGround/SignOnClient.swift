import AsyncHTTPClient
import Casework
import Foundation
import NIOCore
import NIOHTTP1
import SignOn

/// Another provider of sign-ins, asked over HTTP: ten seconds, no redirects, a megabyte at most.
enum SignOnClient {
    /// Reads the settings and makes the provider; asks it once, so that a wrong address is told at the start.
    static func provider(settings path: String) async throws -> Provider {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw Failure(message: "\(path) cannot be read.")
        }
        let settings: ProviderSettings
        do {
            settings = try ProviderSettings(json: Array(data))
        } catch {
            throw Failure(message: "\(path) is not right:\n\(error.description)")
        }
        let provider = Provider(
            settings: settings,
            outside: Outside(
                fetch: { try await fetch($0) }, now: { Int(World.now.milliseconds / 1_000) },
                randomBytes: { count in
                    var generator = SystemRandomNumberGenerator()
                    return (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
                }))
        do {
            try await provider.check()
        } catch {
            // It may be away for a while; the rest of the service is there all the same.
            Terminal.complain(
                "The provider of sign-ins \(settings.issuer) did not answer as it should: \(error.sentence)")
        }
        return provider
    }

    private static func fetch(_ request: WebRequest) async throws -> WebResponse {
        var outgoing = HTTPClientRequest(url: request.address)
        outgoing.method = .RAW(value: request.method)
        for (name, value) in request.headers { outgoing.headers.add(name: name, value: value) }
        if !request.body.isEmpty { outgoing.body = .bytes(request.body) }
        let response = try await client.execute(outgoing, timeout: .seconds(10))
        let body = try await response.body.collect(upTo: WebRequest.maximumBytes + 1)
        var headers: [String: String] = [:]
        for (name, value) in response.headers { headers[name] = value }
        return WebResponse(status: Int(response.status.code), headers: headers, body: Array(body.readableBytesView))
    }

    private static let client: HTTPClient = {
        var configuration = HTTPClient.Configuration()
        configuration.redirectConfiguration = .disallow
        configuration.timeout = .init(connect: .seconds(5), read: .seconds(10))
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }()
}
