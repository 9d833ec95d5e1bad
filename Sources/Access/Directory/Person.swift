import Casework
public import Ledger
public import Rulebook

/// Somebody who works here, with the posts they hold or held.
public struct Person: Sendable, Hashable {
    public struct Post: Sendable, Hashable {
        /// From 1.
        public let number: Int
        public let role: String
        public let organisation: String
        public let organisationName: String
        public let unit: String?
        public let areas: [String]
        /// What the organisation is on cases.
        public let bodies: [String]
        public let isHeld: Bool
        public let startsOn: CivilDate
        public let endsOn: CivilDate?

        public func isHeld(on day: CivilDate) -> Bool {
            isHeld && startsOn <= day && (endsOn.map { day <= $0 } ?? true)
        }
    }

    /// The reference of the account's dossier, as text.
    public let id: String
    public let reference: Reference
    public let signIn: String
    public let displayName: String
    /// `active`, `suspended` or `ended`.
    public let state: String
    public let startsOn: CivilDate
    public let endsOn: CivilDate?
    public private(set) var posts: [Post] = []

    /// Whether they may sign in on a day, as far as the account goes.
    public func isActive(on day: CivilDate) -> Bool {
        state == "active" && startsOn <= day && (endsOn.map { day <= $0 } ?? true)
    }

    /// Whether they work on a day in any post.
    public func isWorking(on day: CivilDate) -> Bool { isActive(on: day) && posts.contains { $0.isHeld(on: day) } }

    /// Whether they do some work, or any (`nil`), for an organisation.
    func holds(_ role: String?, at organisation: String, on day: CivilDate) -> Bool {
        posts.contains { post in
            post.isHeld(on: day) && post.organisation == organisation && (role.map { $0 == post.role } ?? true)
        }
    }

    /// The account in one of the posts that are held on a day: the one asked for, or the first.
    public func account(in number: Int? = nil, on day: CivilDate) -> Account? {
        guard isActive(on: day) else { return nil }
        let held = posts.filter { $0.isHeld(on: day) }
        guard let post = number.map({ number in held.first { $0.number == number } }) ?? held.first else { return nil }
        return Account(self, post)
    }

    /// - Parameter first: the column with which it begins.
    init(row: any SQLRow, from first: Int = 0) throws {
        guard let reference = Reference(number: row.integer(first + 1)) else {
            throw EngineError.damaged("a reference")
        }
        id = row.text(first)
        self.reference = reference
        signIn = row.text(first + 2)
        displayName = row.text(first + 3)
        state = row.text(first + 4)
        startsOn = CivilDate(dayNumber: row.int(first + 5))
        endsOn = row.optionalInt(first + 6).map { CivilDate(dayNumber: $0) }
    }

    func withPosts(_ connection: any SQLConnection) throws -> Person {
        var person = self
        person.posts = try connection.all(.postsOfAccount, [.text(id)]) { Post(row: $0) }
        return person
    }
}

extension Person.Post {
    /// - Parameter first: the column with which it begins.
    init(row: any SQLRow, from first: Int = 0) {
        number = row.int(first)
        role = row.text(first + 1)
        organisation = row.text(first + 2)
        unit = row.optionalText(first + 3)
        areas = row.text(first + 4).split(separator: ",").map { String($0) }
        isHeld = row.text(first + 5) == "held"
        startsOn = CivilDate(dayNumber: row.int(first + 6))
        endsOn = row.optionalInt(first + 7).map { CivilDate(dayNumber: $0) }
        organisationName = row.optionalText(first + 8) ?? row.text(first + 2)
        bodies = (row.optionalText(first + 9) ?? "").split(separator: ",").map { String($0) }
    }
}

extension Account {
    init(_ person: Person, _ post: Person.Post) {
        self.init(
            id: person.id, signIn: person.signIn, displayName: person.displayName, post: post.number, role: post.role,
            organisation: post.organisation, organisationName: post.organisationName, unit: post.unit,
            bodies: post.bodies, areas: post.areas, startsOn: post.startsOn, endsOn: post.endsOn)
    }
}

extension Organisation {
    init(row: any SQLRow) throws {
        guard let reference = Reference(number: row.integer(1)) else { throw EngineError.damaged("a reference") }
        self.init(
            id: row.text(0), reference: reference, name: row.text(2),
            kinds: row.text(3).split(separator: ",").map { String($0) },
            bodies: row.text(4).split(separator: ",").map { String($0) }, parent: row.optionalText(5),
            isOpen: row.text(6) == "open")
    }
}

extension SQLText {
    static let organisation: SQLText =
        "SELECT id, reference, name, kinds, bodies, parent, state FROM organisation WHERE id = ?"
    static let organisationsAfter: SQLText =
        "SELECT id, reference, name, kinds, bodies, parent, state FROM organisation WHERE id > ? ORDER BY id LIMIT ?"
    static let personBySignIn: SQLText =
        "SELECT id, reference, sign_in, display_name, state, starts_on, ends_on FROM account WHERE sign_in = ?"
    static let personByID: SQLText =
        "SELECT id, reference, sign_in, display_name, state, starts_on, ends_on FROM account WHERE id = ?"
    static let peopleAfter: SQLText =
        """
        SELECT id, reference, sign_in, display_name, state, starts_on, ends_on
        FROM account WHERE sign_in > ? ORDER BY sign_in LIMIT ?
        """
    static let postsOfAccount: SQLText =
        """
        SELECT post.instance, post.role, post.organisation, post.unit, post.areas, post.state, post.starts_on, post.ends_on,
          organisation.name, organisation.bodies
        FROM post LEFT JOIN organisation ON organisation.id = post.organisation
        WHERE post.account = ? ORDER BY post.instance
        """

    /// All of the directory's, for the test that none scans.
    public static let directory: [SQLText] = [
        organisation, organisationsAfter, personBySignIn, personByID, peopleAfter, postsOfAccount,
    ]
}
