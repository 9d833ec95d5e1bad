import Ledger
import Rulebook
import TestSupport
import Testing

@Suite("Search")
struct SearchTests {
    /// One person of each kind of name. Made once for all tests.
    static let people: [(key: String, given: String, family: String, more: [String: String])] = [
        ("patel", "Anjali", "Patel", ["date_of_birth": "1998-03-27", "phone": "07700 900123"]),
        ("nguyen", "Nguyễn Thị", "Hương", ["alias": "Lan"]),
        ("oneill", "Siobhán", "O’Neill", ["other_phone": "+44 (0)7700 900456"]),
        ("llyr", "Llŷr", "Tŵm-Rhŷs", [:]),
        ("szczesny", "Wojciech", "Szczęsny-Łukaszewicz", ["home_office_reference": "H8377905"]),
        ("muller", "Jörg", "Müller", ["crime_reference": "25/53607/26"]),
        ("arabic", "محمد", "عبد الرحمن", [:]),
        ("ethiopic", "ሰላም", "ተስፋዬ", [:]),
        ("chinese", "小明", "王", [:]),
        ("digits", "Bola", "Adeyemi", ["home_office_reference": "1212-0001-2345-6789"]),
        ("double", "Mary Jane", "Smith-Jones", [:]),
        ("ibrahim", "Yusuf", "Ibrahim", [:]),
    ]

    struct Town: Sendable {
        let temporary: TemporaryLedger
        let references: [String: Reference]
    }

    static let town = Task { () async throws -> Town in
        let temporary = try await TemporaryLedger()
        var references: [String: Reference] = [:]
        for person in people {
            var builder = RequestBuilder.referral().named(person.given, person.family)
            for (field, answer) in person.more { builder = builder.with(field, answer) }
            references[person.key] = try await temporary.refer(builder.filled(on: nil), key: person.key)
        }
        return Town(temporary: temporary, references: references)
    }

    private func found(_ text: String) async throws -> [String] {
        let town = try await Self.town.value
        let hits = try await town.temporary.ledger.search(text).hits
        return hits.map { hit in town.references.first { $0.value == hit.dossier.reference }?.key ?? "nobody" }
    }

    @Test(
        "A person is found as they are spoken of",
        arguments: [
            ("Anjali Patel", "patel", "as written"), ("patel anjali", "patel", "the other way round, small"),
            ("PATEL", "patel", "one name, capital"), ("Patel, Anjali", "patel", "with a comma"),
            ("Patl", "patel", "a letter missing"), ("Pattel", "patel", "a letter twice"),
            ("Irbahim", "ibrahim", "letters swapped"),
            ("Parel", "patel", "a wrong letter"), ("Anjaly Patel", "patel", "y for i"),
            ("Anhali Patel", "patel", "a wrong consonant"),
            ("Njali Patel", "patel", "the first letter missing"), ("Patels", "patel", "a letter too many at the end"),
            ("nguyen thi huong", "nguyen", "without accents"), ("Huong Nguyen", "nguyen", "two of three names"),
            ("Nguyễn", "nguyen", "with accents"), ("Lan", "nguyen", "an alias"),
            ("O'Neill", "oneill", "a straight apostrophe"), ("ONeill", "oneill", "no apostrophe"),
            ("O’Neil", "oneill", "one l"),
            ("siobhan", "oneill", "no accent"), ("Shiobhan", "oneill", "sh for s"),
            ("Llyr", "llyr", "Welsh without its accents"), ("Llŷr Tŵm-Rhŷs", "llyr", "Welsh with its accents"),
            ("twm rhys", "llyr", "a hyphen as a space"),
            ("Szczesny", "szczesny", "no Polish letters"), ("Lukaszewicz", "szczesny", "the second part alone"),
            ("Wojciech Szczęsny", "szczesny", "the first part alone"),
            ("Muller", "muller", "u for ü"), ("Müller Jörg", "muller", "with umlauts"), ("Jorg", "muller", "o for ö"),
            ("محمد", "arabic", "Arabic"), ("عبد الرحمن محمد", "arabic", "Arabic, the other way round"),
            ("مُحَمَّد", "arabic", "Arabic with its vowels"),
            ("ሰላም ተስፋዬ", "ethiopic", "Ethiopic"), ("ተስፋዬ", "ethiopic", "Ethiopic, one name"),
            ("小明", "chinese", "Chinese"), ("王 小明", "chinese", "Chinese, family name first"),
            ("Smith", "double", "half of a double name"), ("Jones Mary", "double", "halves of two names"),
            ("Smith Jones", "double", "a double name as two"), ("mary jane smith-jones", "double", "all of it"),
        ])
    func names(text: String, key: String, reason: String) async throws {
        #expect(try await found(text).first == key, "\(reason)")
    }

    @Test(
        "Case, order, accents, apostrophes and hyphens are no spelling mistakes: what differs in them alone is exact",
        arguments: [
            "patel ANJALI", "Nguyen Thi Huong", "ONeill", "O'Neill", "O’NEILL", "Siobhan O'neill", "Llyr Twm Rhys",
            "lukaszewicz szczesny",
            "JÖRG MULLER", "Jones-Smith", "مُحَمَّد", "王 小明",
        ])
    func exact(text: String) async throws {
        let town = try await Self.town.value
        let hits = try await town.temporary.ledger.search(text).hits
        #expect(hits.first?.isExact == true)
        #expect(hits.filter(\.isExact).count == 1, "Others may be similar, and come after.")
    }

    @Test(
        "A wrong, missing, additional or swapped letter is told apart from what is written",
        arguments: ["Irbahim", "Pattelk", "Anhali", "Shiobhan", "Patell", "Gatel"])
    func similar(text: String) async throws {
        let town = try await Self.town.value
        let hits = try await town.temporary.ledger.search(text).hits
        #expect(!hits.isEmpty)
        #expect(hits.allSatisfy { !$0.isExact })
    }

    @Test(
        "A date of birth, a phone number or a reference finds the person",
        arguments: [
            ("1998-03-27", "patel"), ("27/3/1998", "patel"), ("27.3.1998", "patel"), ("27-03-1998", "patel"),
            ("Patel 27/03/1998", "patel"), ("27/03/1998 anjali", "patel"),
            ("07700900123", "patel"), ("07700 900 123", "patel"), ("+44 7700 900123", "patel"),
            ("+447700900123", "patel"),
            ("(07700) 900-123", "patel"), ("0044 7700 900123", "patel"), ("07700 900456", "oneill"),
            ("H8377905", "szczesny"), ("h8377905", "szczesny"), ("25/53607/26", "muller"), ("25-53607-26", "muller"),
            ("1212-0001-2345-6789", "digits"), ("1212000123456789", "digits"), ("1212 0001 2345 6789", "digits"),
            ("Adeyemi 1212000123456789", "digits"),
        ])
    func numbers(text: String, key: String) async throws {
        #expect(try await found(text) == [key])
    }

    @Test("Our own reference finds its case and nothing else, in any spelling")
    func own() async throws {
        let town = try await Self.town.value
        for (key, reference) in town.references {
            for text in [
                reference.description, reference.description.lowercased(),
                reference.description.replacing("-", with: " "),
            ] {
                #expect(try await found(text) == [key])
            }
            #expect(try await found("Please look at \(reference)") == [key])
        }
    }

    @Test(
        "What belongs to nobody finds nobody",
        arguments: [
            "Nobody Atall", "Patel Nguyen", "Anjali 1997-03-27", "1998-03-28", "07700 900124", "H8377906", "王小红",
            "أحمد",
            "Patel 07700 900456", "Pxtxl",
        ])
    func nobody(text: String) async throws {
        #expect(try await found(text) == [])
    }

    @Test("An empty query says that it is empty", arguments: ["", "   ", ",", "-", "'", "\n"])
    func empty(text: String) async throws {
        let result = try await Self.town.value.temporary.ledger.search(text)
        #expect(result.isEmpty && result.hits.isEmpty && !result.isCutShort)
    }

    @Test("What is written comes before what is only similar, and says so")
    func order() async throws {
        let temporary = try await TemporaryLedger()
        let exact = try await temporary.refer(RequestBuilder.referral().named("Marta", "Kovac"), key: "1")
        let similar = try await temporary.refer(RequestBuilder.referral().named("Marta", "Kobac"), key: "2")
        let result = try await temporary.ledger.search("marta kovac")
        #expect(result.hits.map(\.dossier.reference) == [exact, similar])
        #expect(result.hits.map(\.isExact) == [true, false])
        #expect(result.hits[0].dossier.title == "Marta Kovac")
    }

    @Test("More than fit the page are cut short, and said to be")
    func cutShort() async throws {
        let temporary = try await TemporaryLedger()
        let commands = (0..<40).map { index in
            RequestBuilder.referral().named("Ali", "Hassan").with("date_of_birth", "1990-01-\(10 + index % 20)")
                .command(key: "\(index)")
        }
        _ = try await temporary.ledger.open(commands)
        let result = try await temporary.ledger.search("Ali Hassan")
        #expect(result.hits.count == 25 && result.isCutShort)
        #expect(Set(result.hits.map(\.dossier.reference)).count == 25)
        let narrowed = try await temporary.ledger.search("Ali Hassan 1990-01-15")
        #expect(narrowed.hits.count == 2 && !narrowed.isCutShort)
        #expect(narrowed.hits.map(\.isExact) == [true, true])
    }

    @Test(
        "A name that happens to read as a reference is still found as a name",
        arguments: [("Hassan", "Ahmed"), ("Ibrahim", "Abdi"), ("Abebe", "Garcia"), ("Khalid", "Jakaj")])
    func nameLikeReference(one: String, other: String) async throws {
        #expect(Reference("\(one) \(other)") != nil)
        let temporary = try await TemporaryLedger()
        let reference = try await temporary.refer(RequestBuilder.referral().named(one, other), key: "1")
        #expect(try await temporary.ledger.search("\(one) \(other)").hits.map(\.dossier.reference) == [reference])
    }

    @Test("Every part of the index is searched, the newest first")
    func segments() async throws {
        let temporary = try await TemporaryLedger()
        let old = try await temporary.refer(RequestBuilder.referral().named("Anjali", "Patel"), key: "1")
        _ = try await temporary.refer(RequestBuilder.referral().named("Bola", "Adeyemi"), key: "2")
        // As though 131,072 others had come between.
        let raw = try temporary.raw()
        try raw.run("UPDATE dossier SET id = id + 131072 WHERE id = 2")
        for table in ["dossier_key", "entry", "clock", "fact", "outbox", "request_key"] {
            try raw.run("UPDATE \(table) SET dossier = dossier + 131072 WHERE dossier = 2")
        }
        try raw.run("UPDATE search_token SET segment = 1, dossier = dossier + 131072 WHERE dossier = 2")
        let new = try await temporary.refer(RequestBuilder.referral().named("Anjali", "Patel"), key: "3")
        #expect(try raw.rows("SELECT DISTINCT segment FROM search_token ORDER BY 1") == [[.integer(0)], [.integer(1)]])
        for text in ["Anjali Patel", "patel", "Anjali Patl"] {
            #expect(try await temporary.ledger.search(text).hits.map(\.dossier.reference) == [new, old])
        }
        #expect(try await temporary.ledger.search("Adeyemi").hits.count == 1)
    }

    @Test("The database alone tells no name: tokens depend on the key")
    func keyed() async throws {
        var tokens: [[[SQLValue]]] = []
        for _ in 0..<2 {
            let temporary = try await TemporaryLedger()
            _ = try await temporary.refer(RequestBuilder.referral().named("Anjali", "Patel"), key: "1")
            tokens.append(try temporary.raw().rows("SELECT token FROM search_token"))
        }
        #expect(Set(tokens[0]).isDisjoint(with: Set(tokens[1])))
    }
}
