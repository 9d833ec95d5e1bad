import HTTPTypes
import Hummingbird

/// The two cookies: who is signed in, and the guard of the sign-in form. Neither can be read by a script.
struct SiteCookies: Sendable {
    let isSecure: Bool

    private var sessionName: String { isSecure ? "__Host-session" : "session" }
    private var providerName: String { isSecure ? "__Host-provider" : "provider" }
    private var parkedName: String { isSecure ? "__Host-parked" : "parked" }
    private var formName: String { isSecure ? "__Host-form" : "form" }

    func session(in request: Request) -> String? { value(of: sessionName, in: request) }
    func form(in request: Request) -> String? { value(of: formName, in: request) }

    /// Binds a sign-in on its way to another provider to this browser. Lax: it comes back by a link from there.
    func settingProvider(_ key: String) -> String { setting(providerName, key, sameSite: "Lax") + "; Max-Age=600" }
    func provider(in request: Request) -> String? { value(of: providerName, in: request) }

    /// The language of the pages; kept for a year. Says nothing of whoever chose it.
    func settingLanguage(_ code: String) -> String {
        setting("language", code, sameSite: "Lax") + "; Max-Age=31536000"
    }
    func language(in request: Request) -> String? { value(of: "language", in: request) }

    /// Leads back to what was typed when a session ended.
    func settingParked(_ secret: String) -> String { setting(parkedName, secret, sameSite: "Lax") + "; Max-Age=3600" }
    func parked(in request: Request) -> String? { value(of: parkedName, in: request) }

    func settingSession(_ token: String) -> String { setting(sessionName, token, sameSite: "Lax") }
    func settingForm(_ key: String) -> String { setting(formName, key, sameSite: "Strict") }
    var endingSession: String { setting(sessionName, "", sameSite: "Lax") + "; Max-Age=0" }

    private func setting(_ name: String, _ value: String, sameSite: String) -> String {
        "\(name)=\(value); Path=/; HttpOnly; SameSite=\(sameSite)" + (isSecure ? "; Secure" : "")
    }

    private func value(of name: String, in request: Request) -> String? {
        for header in request.headers[values: .cookie] {
            for pair in header.utf8.split(separator: UInt8(ascii: ";")) {
                let pair = pair.drop { $0 == 32 }
                guard pair.starts(with: name.utf8), pair.dropFirst(name.utf8.count).first == UInt8(ascii: "=") else {
                    continue
                }
                return String(Substring(pair.dropFirst(name.utf8.count + 1)))
            }
        }
        return nil
    }
}
