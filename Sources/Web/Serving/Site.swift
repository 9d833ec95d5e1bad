import Access
import HTTPTypes
import Hummingbird
import Identity
import Markup
import Rulebook

/// What every page shares: the services, the rulebook, and what has been worked out from it once.
struct Site: Sendable {
    let services: WebServices
    let configuration: WebConfiguration
    let cookies: SiteCookies
    let origins: OriginCheck
    let assets: Assets
    let calendars: WorkingDayTables
    let plans = FormPlans()
    let finders: CodeFinders
    let measures = WebMeasures()
    let interface: InterfaceDesk
    /// The service that passkeys are made for.
    let passkeys: RelyingParty?
    /// For each role and kind of dossier, the purposes for which it may see one, the usual one first.
    private let purposes: [String: [String]]
    /// The questions whose answers tell how a person can be reached, and not only what to think of then, such as a language.
    let contactQuestions: Set<String>
    private let headers: SecurityHeaders

    init(_ services: WebServices, _ configuration: WebConfiguration) {
        self.services = services
        self.configuration = configuration
        let rulebook = services.access.rulebook
        cookies = SiteCookies(isSecure: configuration.isSecure)
        origins = OriginCheck(publicOrigin: configuration.publicOrigin)
        headers = SecurityHeaders(isSecure: configuration.isSecure)
        assets = Assets(configuration, headers: headers)
        passkeys = configuration.relyingParty
        interface = InterfaceDesk(services, configuration)
        calendars = WorkingDayTables(rulebook)
        finders = CodeFinders(rulebook)
        var purposes: [String: [String]] = [:]
        for role in rulebook.roles {
            for dossier in rulebook.dossiers {
                let seen = role.sees.filter { $0.dossier == dossier.id }.flatMap(\.purposes)
                purposes[role.id + " " + dossier.id] = services.access.purposes(of: role.id).filter(seen.contains)
            }
        }
        self.purposes = purposes
        let safeContact = rulebook.dossiers.flatMap { dossier in dossier.safeContact.compactMap { dossier.field($0) } }
        contactQuestions = Set(safeContact.filter { $0.sealingClass == .contact }.map(\.label.english))
    }

    func purposes(of role: String, kind: String = "case") -> [String] { purposes[role + " " + kind] ?? [] }

    var access: Access { services.access }
    var rulebook: Rulebook { services.access.rulebook }
    /// The civil day where the rulebook's clocks tick.
    var today: CivilDate { services.access.today }

    /// - Parameter scripted: whether the page may load the script of passkeys.
    func respond(_ html: HTML, status: HTTPResponse.Status = .ok, scripted: Bool = false) -> Response {
        Response(
            status: status, headers: scripted ? headers.scripted : headers.page,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: html.bytes)))
    }

    /// Sends the browser on with a GET, so that going back does not send a form twice.
    func redirect(to address: String, cookie: String? = nil) -> Response {
        var fields = headers.page
        fields[.contentType] = nil
        fields[.location] = address
        if let cookie { fields.append(HTTPField(name: .setCookie, value: cookie)) }
        return Response(status: .seeOther, headers: fields)
    }

    func text(_ text: String, status: HTTPResponse.Status = .ok) -> Response {
        var fields = headers.page
        fields[.contentType] = "text/plain; charset=utf-8"
        return Response(status: status, headers: fields, body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}
