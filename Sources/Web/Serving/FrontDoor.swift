import Hummingbird
import Logging

/// Round every request: what goes wrong outside a page gets one too, and the log gets a line without anything personal.
struct FrontDoor: RouterMiddleware {
    typealias Context = BasicRequestContext

    let site: Site

    func handle(
        _ request: Request, context: BasicRequestContext,
        next: (Request, BasicRequestContext) async throws -> Response
    ) async throws -> Response {
        let start = ContinuousClock.now
        site.measures.begin()
        var response: Response
        do {
            response = try await next(request, context)
        } catch {
            response =
                InterfaceRoutes.isBelow(request.uri.path)
                ? site.interface.answer(to: error, request: request, id: context.id, logger: context.logger)
                : site.answer(to: error, request: request, session: nil, id: context.id, logger: context.logger)
        }
        let took = ContinuousClock.now - start
        site.measures.end(
            route: context.endpointPath ?? "none", status: response.status.code, took: took)
        if context.logger.logLevel <= .info {
            let microseconds = took / .microseconds(1)
            context.logger.info(
                "request",
                metadata: [
                    "method": .string(request.method.rawValue), "route": .string(context.endpointPath ?? "none"),
                    "status": .stringConvertible(response.status.code), "us": .stringConvertible(Int(microseconds)),
                ])
        }
        return response
    }
}
