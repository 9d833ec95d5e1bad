import HTTPTypes
import Hummingbird
import Interface

/// The operations of the interface, each with what answers it. What the description names and nothing answers is missing here, which
/// a test notices.
enum InterfaceRoutes {
    static let base = "/api/"

    static let all: [Route] = Interface.OpenAPI.operations.compactMap { operation in
        guard let method = HTTPRequest.Method(rawValue: operation.method.rawValue.uppercased()) else { return nil }
        if let scope = operation.scope {
            return programs[operation.id].map { .interface(method, operation.path, scope: scope.rawValue, $0) }
        }
        return pages[operation.id].map { .interface(method, operation.path, $0) }
    }

    /// Whether an address is one of the interface, known or not.
    static func isBelow(_ path: String) -> Bool { path.hasPrefix(base) || path == "/api" }

    /// The methods that an address knows.
    static func methods(at path: String) -> [String] {
        let parts = path.split(separator: "/", omittingEmptySubsequences: true)
        let known = Interface.OpenAPI.operations.filter { operation in
            let pattern = operation.path.split(separator: "/")
            return pattern.count == parts.count
                && zip(pattern, parts).allSatisfy { pattern, part in
                    guard pattern.hasPrefix("{"), let end = pattern.lastIndex(of: "}") else { return pattern == part }
                    let suffix = pattern[pattern.index(after: end)...]
                    return part.hasSuffix(suffix) && part.utf8.count > suffix.utf8.count
                }
        }
        let methods = known.map { $0.method.rawValue.uppercased() }
        return methods.contains("GET") ? methods + ["HEAD"] : methods
    }

    private static let programs: [String: @Sendable (ProgramVisit) async throws -> Response] = [
        "createDraft": DraftResource.create,
        "listDrafts": DraftResource.list,
        "readDraft": DraftResource.read,
        "changeDraft": DraftResource.change,
        "deleteDraft": DraftResource.delete,
        "submitDraft": DraftResource.submit,
        "addAttachment": AttachmentResource.add,
        "listAttachments": AttachmentResource.list,
        "deleteAttachment": AttachmentResource.delete,
        "submitReferral": SubmissionResource.submit,
        "listReferrals": ReferralResource.list,
        "readReferral": ReferralResource.read,
        "withdrawReferral": ReferralResource.withdraw,
        "correctReferral": ReferralResource.correct,
        "listQuestions": QuestionResource.list,
        "answerQuestion": QuestionResource.answer,
        "importReferrals": ImportResource.take,
        "listWebhooks": WebhookResource.list,
        "createWebhook": WebhookResource.create,
        "deleteWebhook": WebhookResource.delete,
        "rotateWebhookSecret": WebhookResource.rotate,
    ]

    private static let pages: [String: @Sendable (Visit) async throws -> Response] = [
        "readSchema": DescriptionResource.schema,
        "readDescription": DescriptionResource.description,
        "readExplanation": DescriptionResource.explanation,
    ]
}
