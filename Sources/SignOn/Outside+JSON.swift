import StrictJSON

extension Outside {
    /// A page that must be there and be JSON.
    ///
    /// - Throws: `providerUnreachable` without an answer or with another status than 200, `answerTooLarge`,
    ///   `answerNotJSON`.
    func json(at address: Address) async throws(SignOnFault) -> JSON {
        let request = WebRequest(
            method: "GET", address: address.text, headers: ["accept": "application/json"], body: [])
        let response = try await answer(to: request)
        guard response.status == 200 else { throw .providerUnreachable }
        return try response.json()
    }

    /// Whatever the provider answers, if it is not too much.
    func answer(to request: WebRequest) async throws(SignOnFault) -> WebResponse {
        let response: WebResponse
        do {
            response = try await fetch(request)
        } catch {
            throw .providerUnreachable
        }
        guard response.body.count <= WebRequest.maximumBytes else { throw .answerTooLarge }
        return response
    }
}

extension WebResponse {
    func json() throws(SignOnFault) -> JSON {
        do {
            return try JSON(body)
        } catch {
            throw .answerNotJSON
        }
    }
}
