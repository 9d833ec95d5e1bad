import StrictJSON

/// What the token endpoint gave.
struct TokenAnswer: Sendable {
    let idToken: String
    let accessToken: String?
}

extension Provider {
    /// Exchanges the code for tokens (RFC 6749, section 4.1.3; OpenID Connect Core 1.0, section 3.1.3).
    ///
    /// - Throws: `providerUnreachable`, `answerTooLarge`, `answerNotJSON`, `clientRefused`, `codeRefused`, `tokenMissing`.
    func exchange(_ code: String, verifier: String, at endpoint: Address) async throws(SignOnFault) -> TokenAnswer {
        var headers = ["accept": "application/json", "content-type": "application/x-www-form-urlencoded"]
        var form: [Form.Pair] = [
            ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", settings.redirectAddress),
            ("code_verifier", verifier), ("client_id", settings.clientID),
        ]
        if let secret = settings.clientSecret {
            form.removeLast()
            let pair = Form.escaped(settings.clientID) + ":" + Form.escaped(secret)
            headers["authorization"] = "Basic " + Base64.padded(Array(pair.utf8))
        }
        let request = WebRequest(
            method: "POST", address: endpoint.text, headers: headers, body: Array(Form.text(form).utf8))
        let response = try await outside.answer(to: request)
        switch response.status {
        case 200: break
        case 400..<500: throw refusal(response)
        default: throw .providerUnreachable
        }
        let answer = try response.json()
        guard let idToken = answer["id_token"]?.string else { throw .tokenMissing }
        return TokenAnswer(idToken: idToken, accessToken: answer["access_token"]?.string)
    }

    /// RFC 6749, section 5.2: either our credentials are wrong, or the code is.
    private func refusal(_ response: WebResponse) -> SignOnFault {
        if response.status == 429 { return .providerUnreachable }
        let error = (try? response.json())?["error"]?.string
        let isAboutUs = error == "invalid_client" || error == "unauthorized_client"
        return response.status == 401 || isAboutUs ? .clientRefused : .codeRefused
    }
}
