/// A way through the questions that open a dossier: tasks, each a row of pages, for one person or for several met together.
public struct JourneyDefinition: Sendable {
    /// What comes of the answers.
    public struct Making: Sendable {
        public let record: String
        public let action: String
        /// Where this holds; `nil`: always.
        public let when: Condition?
    }

    /// Where nothing may be sent, and what to do instead.
    public struct End: Sendable {
        public let id: String
        public let title: Wording
        public let text: [Wording]
        public let when: Condition
    }

    public struct Task: Sendable {
        public let id: String
        public let title: Wording
        /// Whether it is answered once for several people met together; an answer of a person’s own goes before the shared one.
        public let isShared: Bool
        /// Whether its pages are one where several people were met: none of them depends on an answer of another.
        public let isTogether: Bool
        public let pages: [Page]
    }

    public struct Page: Sendable {
        public enum Kind: String, Sendable, CaseIterable {
            /// Questions and nothing else.
            case questions
            /// Explains what agreeing means before it asks.
            case explanation
            /// Also takes files.
            case evidence
        }

        public let id: String
        public let title: Wording
        /// What to think of before answering.
        public let about: Wording?
        public let fields: [String]
        /// Fields that this page demands though the record does not.
        public let demands: Set<String>
        /// Where it demands them; `nil`: always.
        public let demandsWhen: Condition?
        public let kind: Kind
        /// The consents whose words are read out before the questions are asked, in the person's language.
        public let readsOut: [String]
        /// The rules behind the questions, by id: shown to whoever asks why.
        public let laws: [String]
        /// The page is asked where this holds and where one of its fields applies.
        public let when: Condition?
    }

    public let id: String
    public let title: Wording
    public let about: Wording?
    /// The kind of dossier that it opens.
    public let dossier: String
    /// The record whose fields the pages ask.
    public let record: String
    /// The purpose for which it is done.
    public let purpose: String
    /// Tried in order; the first that holds is what is made.
    public let makes: [Making]
    public let ends: [End]
    public let tasks: [Task]
    /// Answers about whoever asks, which are kept for their next draft.
    public let remembers: [String]
    /// The field with the name of the person, for lists; the first with an answer.
    public let names: [String]
    /// The field with what whoever asks calls it in their own files.
    public let ownReference: String?
    /// The field with the address to which the reference is sent.
    public let mailsTo: String?
    /// The clocks whose waits are told before anybody is asked to agree: to the first decision, and from there to the final one.
    public let firstWait: String?
    public let finalWait: String?
    /// The rules that say when a team is warned that a draft will go, when it goes, and for how long the sender reads what was sent.
    public let warning: String
    public let lifetime: String
    public let copy: String

    /// Every page, in order, with its task.
    public var pages: [(task: Task, page: Page)] { tasks.flatMap { task in task.pages.map { (task, $0) } } }

    public func page(_ id: String) -> (task: Task, page: Page)? { pages.first { $0.page.id == id } }

    /// The fields that are asked once, where several people are met together.
    public var sharedFields: Set<String> { Set(tasks.filter(\.isShared).flatMap(\.pages).flatMap(\.fields)) }

    /// The task that asks a field; `nil` when none does.
    public func task(asking field: String) -> Task? {
        tasks.first { $0.pages.contains { $0.fields.contains(field) } }
    }
}
