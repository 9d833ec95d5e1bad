public import Hummingbird
import HummingbirdCore

/// The web pages as an application: the same one for the server and for tests.
///
/// - Parameters:
///   - services: the ledger, who may see what, and who may sign in.
///   - configuration: where and how to serve.
/// - Returns: an application that serves until it is told to stop (`runService()`).
public func buildApplication(_ services: WebServices, configuration: WebConfiguration) -> some ApplicationProtocol {
    let site = Site(services, configuration)
    let router = Router(context: BasicRequestContext.self, options: .autoGenerateHeadEndpoints)
    router.add(middleware: FrontDoor(site: site))
    for route in Route.all {
        let gate = Gate(route: route, site: site)
        router.on(RouterPath(route.path), method: route.method, use: gate.respond)
    }
    let limits = configuration.limits
    let channel = HTTP1Channel.Configuration(
        idleTimeout: .seconds(limits.idleSeconds),
        httpDecoderConfiguration: .init(
            maxHeaderFieldSize: limits.headers, maxHeaderListSize: limits.headers,
            maxHeaderFieldCount: limits.headerCount))
    return Application(
        router: router, server: .http1(configuration: channel),
        configuration: ApplicationConfiguration(
            address: .hostname(configuration.host, port: configuration.port),
            availableConnectionsDelegate: MaximumAvailableConnections(limits.connections)),
        logger: services.logger)
}
