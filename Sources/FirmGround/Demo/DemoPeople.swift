/// Invented people and stories for the demo. Nobody in it exists.
enum DemoPeople {
    struct Background: Sendable {
        let nationality: String
        let country: String
        let language: String?
        let given: [(name: String, gender: String)]
        let family: [String]
        /// How often, among a hundred.
        let weight: Int
    }

    struct Story: Sendable {
        let box: String
        let began: String
        let work: String
        let places: [String]
    }

    static let backgrounds: [Background] = [
        Background(
            nationality: "british", country: "the United Kingdom", language: nil,
            given: [
                ("Callum", "male"), ("Keira", "female"), ("Jayden", "male"), ("Siân", "female"), ("Ruaridh", "male"),
                ("Amara", "female"),
            ],
            family: ["Whitfield", "O’Donnell", "Pritchard", "Mensah", "Barlow", "Sutherland"], weight: 26),
        Background(
            nationality: "albanian", country: "Albania", language: "Albanian",
            given: [
                ("Ardit", "male"), ("Lindita", "female"), ("Fatos", "male"), ("Blerta", "female"), ("Çlirim", "male"),
            ],
            family: ["Kelmendi", "Prifti", "Gjeçi", "Marku", "Bushati"], weight: 14),
        Background(
            nationality: "vietnamese", country: "Vietnam", language: "Vietnamese",
            given: [("Đức Anh", "male"), ("Thu Hà", "female"), ("Văn Nam", "male"), ("Bích Ngọc", "female")],
            family: ["Đặng", "Võ", "Bùi", "Hoàng"], weight: 13),
        Background(
            nationality: "eritrean", country: "Eritrea", language: "Tigrinya",
            given: [("Filmon", "male"), ("Luwam", "female"), ("Robel", "male"), ("Saba", "female")],
            family: ["Ghebrehiwet", "Kidane", "Haile"], weight: 9),
        Background(
            nationality: "romanian", country: "Romania", language: "Romanian",
            given: [("Răzvan", "male"), ("Ileana", "female"), ("Cătălin", "male"), ("Ana-Maria", "female")],
            family: ["Dumitrescu", "Șerban", "Olaru", "Lăcătuș"], weight: 8),
        Background(
            nationality: "sudanese", country: "Sudan", language: "Arabic",
            given: [("Khalid", "male"), ("Salma", "female"), ("Mustafa", "male"), ("Hanan", "female")],
            family: ["Elamin", "al-Bashir", "Abdalla"], weight: 8),
        Background(
            nationality: "indian", country: "India", language: "Punjabi",
            given: [("Gurpreet", "male"), ("Manjit", "female"), ("Vikram", "male")],
            family: ["Gill", "Sandhu", "Sharma"], weight: 7),
        Background(
            nationality: "nigerian", country: "Nigeria", language: nil,
            given: [("Chidi", "male"), ("Efe", "female"), ("Ngozi", "female"), ("Sola", "male")],
            family: ["Okoro", "Aigbe", "Balogun"], weight: 8),
        Background(
            nationality: "chinese", country: "China", language: "Chinese (Mandarin)",
            given: [("Jianyu", "male"), ("Yan", "female"), ("Hao", "male")], family: ["Lin", "Chen", "Huang"], weight: 7
        ),
    ]

    static let adultStories: [Story] = [
        Story(
            box: "exploitation_forced_work", began: "answered an advert for work with a room included",
            work: "worked at a %@ from before dawn and was told the pay went towards rent and travel",
            places: ["car wash", "poultry plant", "building site", "vegetable farm", "nail bar"]),
        Story(
            box: "exploitation_forced_crime", began: "was offered help to clear a debt by somebody from home",
            work: "was left alone to tend plants in a %@ and was told what would happen to relatives if they went",
            places: ["locked house", "unit on an industrial estate", "barn"]),
        Story(
            box: "exploitation_forced_prostitution",
            began: "came with a partner who then took the passport and the phone",
            work: "was advertised online and moved between %@ every few days",
            places: ["hotels", "flats in three towns"]),
        Story(
            box: "exploitation_household_work", began: "was brought by a family to look after their children",
            work: "cooked and cleaned in a %@ every day of the week and slept on a kitchen floor",
            places: ["private house"]),
        Story(
            box: "exploitation_wages_taken",
            began: "was met at the coach station and had a bank account opened in their name",
            work: "worked at a %@; the wages went to an account that somebody else held the card of",
            places: ["packing plant", "recycling yard"]),
    ]

    static let childStories: [Story] = [
        Story(
            box: "exploitation_forced_crime",
            began: "was given trainers and a phone, and was then told they had to be paid for",
            work: "was sent by train to sell drugs from a %@ and was made to stay until everything was gone",
            places: ["flat that belongs to a man who is afraid of them", "house in another county"]),
        Story(
            box: "exploitation_child_sexual", began: "met an older person online who said that they were eighteen",
            work: "was collected from school and taken to a %@ to meet adults", places: ["house", "car park"]),
        Story(
            box: "exploitation_forced_work", began: "was sent ahead by the family to earn and send money back",
            work: "worked at a %@ and slept in a room behind it",
            places: ["nail bar", "car wash", "restaurant kitchen"]),
    ]

    static let treatment = [
        "They were told that the police would send them to prison.", "They had to ask before leaving the house.",
        "Their documents were kept in a safe.", "They were shown photographs of their family’s home.",
        "They were hit when they were slow.", "Food was held back as a punishment.",
    ]

    /// Organisation, police force, town, county and council by nation.
    static let places:
        [String: [(organisation: String, force: String, town: String, county: String, council: String)]] = [
            "england": [
                (
                    "Metropolitan Police Service", "Metropolitan Police Service", "Croydon", "Greater London",
                    "Kent County Council"
                ),
                (
                    "Greater Manchester Police", "Greater Manchester Police", "Rochdale", "Greater Manchester",
                    "Kent County Council"
                ),
                ("Kent County Council", "Kent Police", "Ashford", "Kent", "Kent County Council"),
                ("The Salvation Army", "West Midlands Police", "Birmingham", "West Midlands", "Kent County Council"),
                ("Home Office - UK Border Force UKBF", "Kent Police", "Ashford", "Kent", "Kent County Council"),
            ],
            "wales": [
                (
                    "South Wales Police", "South Wales Police", "Cardiff / Caerdydd", "South Glamorgan",
                    "City of Cardiff Council"
                ),
                ("BAWSO", "Gwent Police", "Cardiff / Caerdydd", "South Glamorgan", "City of Cardiff Council"),
            ],
            "scotland": [("Police Scotland", "Police Scotland", "Glasgow", "City of Glasgow", "Glasgow City Council")],
            "northern-ireland": [
                (
                    "Police Service of Northern Ireland", "Police Service of Northern Ireland", "Belfast",
                    "County Antrim",
                    "Belfast City Council"
                )
            ],
        ]
}

/// A small repeatable source of random numbers (SplitMix64): the same seed gives the same demo.
struct DemoRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }

    mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[Int(next() % UInt64(elements.count))]
    }

    /// True so many times in a hundred.
    mutating func chance(_ percent: Int) -> Bool { next() % 100 < UInt64(percent) }

    mutating func number(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + Int(next() % UInt64(range.count))
    }
}
