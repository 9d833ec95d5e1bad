import Interface
import StrictJSON
import Testing

@Suite("The description of the interface")
struct OpenAPITests {
    private let document = OpenAPI(rulebook: Rulebooks.kingdom, version: "1.2.3").document

    /// Addresses, names and scopes are promises to other programs: a change here breaks them.
    static let promised = [
        "POST /api/v1/drafts createDraft referrals:write", "GET /api/v1/drafts listDrafts referrals:read",
        "GET /api/v1/drafts/{draft} readDraft referrals:read",
        "PATCH /api/v1/drafts/{draft} changeDraft referrals:write",
        "DELETE /api/v1/drafts/{draft} deleteDraft referrals:write",
        "POST /api/v1/drafts/{draft}/submission submitDraft referrals:write",
        "POST /api/v1/drafts/{draft}/attachments addAttachment attachments:write",
        "GET /api/v1/drafts/{draft}/attachments listAttachments referrals:read",
        "DELETE /api/v1/drafts/{draft}/attachments/{attachment} deleteAttachment attachments:write",
        "POST /api/v1/referrals submitReferral referrals:write", "GET /api/v1/referrals listReferrals referrals:read",
        "GET /api/v1/referrals/{reference} readReferral referrals:read",
        "POST /api/v1/referrals/{reference}/withdrawal withdrawReferral referrals:write",
        "POST /api/v1/referrals/{reference}/corrections correctReferral referrals:write",
        "GET /api/v1/referrals/{reference}/questions listQuestions referrals:read",
        "POST /api/v1/referrals/{reference}/questions/{question}/answer answerQuestion referrals:write",
        "POST /api/v1/imports importReferrals imports:write", "GET /api/v1/webhooks listWebhooks webhooks:manage",
        "POST /api/v1/webhooks createWebhook webhooks:manage",
        "DELETE /api/v1/webhooks/{webhook} deleteWebhook webhooks:manage",
        "POST /api/v1/webhooks/{webhook}/secret rotateWebhookSecret webhooks:manage",
        "GET /api/v1/schemas/{record}.json readSchema -", "GET /api/v1/openapi.json readDescription -",
        "GET /api/v1/explanations/{language} readExplanation -",
    ]

    @Test("What other programs rely on is there")
    func operations() {
        let found = OpenAPI.operations.map { operation in
            [
                operation.method.rawValue.uppercased(), operation.path, operation.id, operation.scope?.rawValue ?? "-",
            ].joined(separator: " ")
        }
        #expect(found == Self.promised)
    }

    @Test("Every operation is in the document, with its scope")
    func paths() throws {
        for operation in OpenAPI.operations {
            let found = try #require(document[["paths", operation.path, operation.method.rawValue]])
            #expect(found["operationId"] == .string(operation.id))
            #expect(found["x-scope"] == operation.scope.map { [.string($0.rawValue)] })
            #expect((found["security"] == []) == (operation.scope == nil))
        }
        #expect(document[["info", "version"]] == "1.2.3")
    }

    @Test("Every reference leads somewhere, and every component is referred to")
    func references() {
        var used: Set<String> = []
        func walk(_ json: JSON) {
            if let target = json["$ref"]?.string { used.insert(target) }
            for member in json.members ?? [] { walk(member.value) }
            for item in json.items ?? [] { walk(item) }
        }
        walk(document)
        var defined: Set<String> = []
        for group in ["parameters", "headers", "responses", "schemas"] {
            for member in document[["components", group]]?.members ?? [] {
                defined.insert("#/components/\(group)/\(member.key)")
            }
        }
        #expect(used.subtracting(defined) == [])
        #expect(defined.subtracting(used) == [])
    }

    @Test("Records and languages are those of the rulebook, events those that are sent")
    func rulebook() {
        let parameters = document[["components", "parameters"]]
        #expect(parameters?[["record", "schema", "enum"]] == ["referral", "duty_to_notify"])
        let kinds = HookEvent.Kind.allCases.map { JSON.string($0.rawValue) }
        #expect(document[["components", "schemas", "EventKind", "enum"]]?.items == kinds)
        #expect(document["webhooks"]?.members?.map { .string($0.key) } == kinds)
    }

    @Test("Every scope is asked for by some operation")
    func scopes() {
        #expect(Set(OpenAPI.operations.compactMap(\.scope)) == Set(InterfaceScope.allCases))
    }
}
