import Rulebook
import Testing

@Suite("Finding the entry of a long list")
struct CodeFinderTests {
    struct Query: CustomTestStringConvertible, Sendable {
        let list: String
        let text: String
        let code: String
        /// The entry must be among this many.
        var within = 1
        var testDescription: String { "\(list): \(text)" }

        init(_ list: String, _ text: String, _ code: String, within: Int = 1) {
            (self.list, self.text, self.code, self.within) = (list, text, code, within)
        }
    }

    private static let finders: [String: CodeFinder] = [
        "first_responder_organisation", "local_authority", "town", "county", "nationality", "country", "language",
        "police_force",
    ].reduce(into: [:]) { finders, list in
        finders[list] = UnitedKingdom.rulebook.lists[list].map { CodeFinder($0, secondLanguage: "cy") }
    }

    private func find(_ list: String, _ text: String, on day: String = "2026-06-01", nation: String? = nil) throws
        -> [CodeMatch]
    {
        let finder = try #require(CodeFinderTests.finders[list])
        return finder.find(text, on: try #require(CivilDate(day)), nation: nation.map { Nation($0) })
    }

    @Test("What people type finds what they mean", arguments: forces + councils + towns + peoples)
    func meant(query: Query) throws {
        let found = try find(query.list, query.text)
        #expect(found.prefix(query.within).contains { $0.code == query.code }, "\(found.prefix(5).map(\.label))")
    }

    private static let org = "first_responder_organisation"

    private static let forces = [
        Query(org, "GMP", "greater-manchester-police"), Query(org, "g.m.p.", "greater-manchester-police"),
        Query(org, "manchester greater police", "greater-manchester-police"), Query(org, "TVP", "thames-valley-police"),
        Query(org, "BTP", "british-transport-police"), Query(org, "NCA", "national-crime-agency-nca"),
        Query(org, "met", "metropolitan-police-service"), Query(org, "the Met police", "metropolitan-police-service"),
        Query(org, "metropol", "metropolitan-police-service"), Query(org, "WMP", "west-midlands-police"),
        Query(org, "psni", "police-service-of-northern-ireland"), Query(org, "durham police", "durham-constabulary"),
        Query(org, "durham council", "durham-county-council"), Query(org, "herts police", "hertfordshire-constabulary"),
        Query(org, "Devon and Cornwal constabulary", "devon-and-cornwall-police"),
        Query(org, "heddlu de cymru", "south-wales-police"), Query(org, "ukvi", "home-office-asylum-group-other"),
        Query(org, "BF", "home-office-uk-border-force-ukbf"),
        Query(org, "boarder force", "home-office-uk-border-force-ukbf"),
        Query(org, "immigration enforcment", "home-office-immigration-enforcement-ie-other", within: 3),
        Query(org, "salvation amry", "the-salvation-army"), Query(org, "barnados", "barnardos"),
        Query(org, "nspcc", "national-society-for-the-prevention-of-cruelty-to-children-nspcc-ctac"),
        Query(org, "glaa", "gangmasters-and-labour-abuse-authority-glaa"),
        Query(org, "tarra", "trafficking-awareness-raising-alliance-tara"),
        Query(org, "berminham", "birmingham-city-council"), Query(org, "Leeds social services", "leeds-city-council"),
        Query(org, "birmingham children’s services", "birmingham-city-council"),
        Query("police_force", "west mercia constabulary", "west-mercia"),
        Query("police_force", "scotish police", "police-scotland"), Query("police_force", "RUC", "psni"),
        Query("police_force", "hampshire & isle of wight", "hampshire"),
    ]

    private static let councils = [
        Query("local_authority", "durham", "DUR"), Query("local_authority", "newcastle", "NET"),
        Query("local_authority", "newcastle-under", "NEC"), Query("local_authority", "telford and wrekin", "TFW"),
        Query("local_authority", "saint albans", "SAL"), Query("local_authority", "St. Helens", "SHN"),
        Query("local_authority", "kings lynn", "KIN"), Query("local_authority", "mid lothian", "MLN"),
        Query("local_authority", "lester", "LCE"), Query("local_authority", "bristol city counsil", "BST"),
        Query("local_authority", "hackny", "HCK"), Query("local_authority", "RBKC", "KEC"),
        Query("local_authority", "chelsea and kensington", "KEC"), Query("local_authority", "BANES", "BAS"),
        Query("local_authority", "bcp", "BPC"), Query("local_authority", "ynys mon", "AGY"),
        Query("local_authority", "Cyngor Caerdydd", "CRF"), Query("local_authority", "abertawe", "SWA"),
        Query("local_authority", "western isles", "ELS"), Query("local_authority", "carlisle", "CBD"),
        Query("local_authority", "east herts", "EHE"), Query("local_authority", "Newtonabbey", "ANN"),
        Query("local_authority", "kirklese", "KIR"), Query("local_authority", "city of wolverh", "WLV"),
    ]

    private static let towns = [
        Query("town", "Edinborough", "edinburgh"), Query("town", "Loughbrough", "loughborough"),
        Query("town", "middlesborough", "middlesbrough"), Query("town", "gloster", "gloucester"),
        Query("town", "wulverhampton", "wolverhampton"), Query("town", "kardiff", "cardiff-caerdydd"),
        Query("town", "CAERDYDD", "cardiff-caerdydd"), Query("town", "abertawe", "swansea-abertawe"),
        Query("town", "cwmbran", "cwmbr-n"), Query("town", "pont y pwl", "pontypool-pont-y-p-l"),
        Query("town", "stoke on trent", "stoke-on-trent"), Query("town", "stokeontrent", "stoke-on-trent"),
        Query("town", "south hampton", "southampton"), Query("town", "hull", "kingston-upon-hull"),
        Query("town", "newcastle", "newcastle-upon-tyne"), Query("town", "londonderry", "derry-londonderry"),
        Query("town", "berming", "birmingham"), Query("town", "bishops stor", "bishops-stortford"),
        Query("town", "Łondon", "london"), Query("town", "andover", "andover"), Query("town", "and", "andover"),
        Query("town", "newport", "newport-casnewydd", within: 4),
        Query("town", "leamington spa", "royal-leamington-spa"),
        Query("county", "salop", "shropshire"), Query("county", "Co. Antrim", "county-antrim"),
        Query("county", "lankashire", "lancashire"),
    ]

    private static let peoples = [
        Query("nationality", "Vietnameese", "vietnamese"), Query("nationality", "Albainian", "albanian"),
        Query("nationality", "vietnam", "vietnamese"), Query("nationality", "phillipino", "filipino"),
        Query("nationality", "columbian", "colombian"), Query("nationality", "Etheopian", "ethiopian"),
        Query("nationality", "niger", "nigerien"), Query("nationality", "Nigeria", "nigerian"),
        Query("nationality", "Côte d’Ivoire", "ivorian"), Query("nationality", "Myanmar", "burmese"),
        Query("nationality", "czech republic", "czech"), Query("nationality", "drc", "congolese-drc"),
        Query("nationality", "saint lucian", "st-lucian"), Query("nationality", "Türk", "turkish"),
        Query("nationality", "vanuatu", "citizen-of-vanuatu"),
        Query("nationality", "korean", "north-korean", within: 2),
        Query("country", "UAE", "united-arab-emirates"), Query("country", "holland", "netherlands"),
        Query("country", "viet nam", "vietnam"), Query("country", "Swaziland", "eswatini"),
        Query("country", "afganistan", "afghanistan"), Query("country", "zaire", "congo-democratic-republic"),
        Query("language", "farsi", "fa"), Query("language", "central kurdish", "ckb"),
        Query("language", "sorani", "ckb"),
        Query("language", "mandrin", "zh"), Query("language", "tigrigna", "ti"), Query("language", "العربية", "ar"),
        Query("language", "bangla", "bn"), Query("language", "TIẾNG VIỆT", "vi"), Query("language", "pushto", "ps"),
    ]

    @Test(
        "What means nothing finds nothing",
        arguments: ["asdfgh", "qwertyuiop", "zzzz", "xkcd", "jfkdls", "!!!", "   ", "", "q9x7", "wvwvwv", "ŵŷŵŷŵŷ"])
    func nonsense(text: String) throws {
        for list in CodeFinderTests.finders.keys {
            let found = try find(list, text)
            #expect(found.isEmpty, "\(list): \(found.map(\.label))")
        }
    }

    @Test("A match says why it was found, and by which name")
    func reasons() throws {
        let cases: [(String, String, CodeMatch.Reason, String)] = [
            ("local_authority", "leeds", .exact, "Leeds City Council"),
            ("local_authority", "leeds city council", .exact, "Leeds City Council"),
            ("local_authority", "lee", .prefix, "Leeds City Council"),
            ("local_authority", "wrekin", .alias, "Wrekin"), ("town", "hove", .alias, "Hove"),
            ("country", "tobago", .alias, "Tobago"), ("town", "lynn king", .wordPrefix, "King's Lynn"),
            ("country", "lanka", .wordPrefix, "Sri Lanka"), ("nationality", "burma", .alias, "Burma"),
            ("local_authority", "gmca", .alias, "GMCA"), ("town", "lutton", .similar, "Luton"),
        ]
        for (list, text, reason, name) in cases {
            let match = try #require(try find(list, text).first { $0.matched == name }, "\(list): \(text)")
            #expect(match.reason == reason, "\(list): \(text)")
        }
    }

    @Test("Entries that have ended or not begun are left out; the successor is found by the old name")
    func ended() throws {
        #expect(try find("local_authority", "kettering", on: "2021-03-31").first?.code == "KET")
        let after = try find("local_authority", "kettering", on: "2021-04-01")
        #expect(after.first?.code == "NNT")
        #expect(!after.contains { $0.code == "KET" })
        #expect(try find("local_authority", "westmorland and furness", on: "2022-01-01").isEmpty == false)
        #expect(
            try !find("local_authority", "westmorland and furness", on: "2022-01-01").contains { $0.code == "WAF" })
        #expect(
            try find(CodeFinderTests.org, "visas and immigration", on: "2025-01-01").first?.code == "home-office-ukvi")
        #expect(
            try find(CodeFinderTests.org, "fair work agency", on: "2025-01-01").allSatisfy {
                $0.code != "fair-work-agency"
            })
    }

    @Test("Entries of another nation rank lower, and are still found")
    func nations() throws {
        #expect(try find("police_force", "north", nation: "W").first?.code == "north-wales")
        #expect(try find("police_force", "north", nation: "E").first?.code != "north-wales")
        #expect(try find("police_force", "kent", nation: "NI").first?.code == "kent")
        let eastern = try find("local_authority", "east", nation: "S").prefix(3).map(\.code)
        #expect(Set(eastern).isSubset(of: ["EAY", "EDU", "ELN", "ERW"]), "\(eastern)")
    }

    @Test("Each entry comes once, the best first, and no more than asked for")
    func limits() throws {
        let day = try #require(CivilDate("2026-06-01"))
        let finder = try #require(CodeFinderTests.finders["local_authority"])
        let found = finder.find("north", on: day, limit: 7)
        #expect(found.count == 7)
        #expect(Set(found.map(\.code)).count == 7)
        #expect(finder.find("north", on: day, limit: 0).isEmpty)
        #expect(finder.find("north", on: day, limit: 3) == Array(found.prefix(3)))
    }

    @Test(
        "Spelling mistakes anywhere in a long word do no harm", arguments: ["birmingham", "wolverhampton", "edinburgh"])
    func everySlip(word: String) throws {
        let letters = Array(word)
        var slips: [String] = []
        for place in letters.indices {
            var left = letters
            left.remove(at: place)
            slips.append(String(left))
            var changed = letters
            changed[place] = "x"
            slips.append(String(changed))
            var doubled = letters
            doubled.insert(letters[place], at: place)
            slips.append(String(doubled))
            if place > 0 {
                var swapped = letters
                swapped.swapAt(place, place - 1)
                slips.append(String(swapped))
            }
        }
        for slip in slips {
            // Immingham is as near to “irmingham”.
            #expect(try find("town", slip).prefix(2).contains { $0.code == word }, "\(slip)")
        }
    }

    @Test("The time of a search is printed")
    func timing() throws {
        let clock = ContinuousClock()
        let long = "some very long text that somebody has pasted into the box without thinking, again and again "
        for list in ["town", CodeFinderTests.org, "local_authority"] {
            for text in ["a", "newcastle", "stoke on trent", "the borough of kings lynn", "wulverhamton", long + long] {
                // The quickest of many, because other tests run at the same time.
                let times = try (0..<50).map { _ in try clock.measure { _ = try find(list, text) } }
                print("\(list) “\(text.prefix(30))”: \(times.min() ?? .zero)")
            }
        }
    }
}
