import Casework
import Rulebook

/// One invented referral, as answers to the form.
struct DemoReferral {
    let answers: [String: RawAnswer]
    let receivedOn: CivilDate
    let declines: Bool

    init(number: Int, today: CivilDate, using random: inout DemoRandom) {
        // Two thirds lie in the last three months, so that there is something to do.
        let ago =
            random.chance(12)
            ? random.number(0...6) : random.chance(55) ? random.number(7...90) : random.number(91...420)
        receivedOn = today.adding(days: -ago)
        let isChild = random.chance(31)
        let isUnsure = !isChild && random.chance(6)
        declines = !isChild && !isUnsure && random.chance(20)
        var writer = Writer(
            number: number, receivedOn: receivedOn, isChild: isChild, isUnsure: isUnsure, declines: declines)
        writer.write(using: &random)
        answers = writer.answers.mapValues { .text($0) }
    }
}

private struct Writer {
    let number: Int
    let receivedOn: CivilDate
    let isChild: Bool
    let isUnsure: Bool
    let declines: Bool
    var answers: [String: String] = [:]

    mutating func write(using random: inout DemoRandom) {
        let background = pickBackground(&random)
        let nation = pickNation(&random)
        let place = random.pick(DemoPeople.places[nation] ?? [])
        let story = random.pick(isChild ? DemoPeople.childStories : DemoPeople.adultStories)
        set("nation", nation)
        set("referring_organisation", place.organisation)
        set("referrer_email", "referrer\(number % 23)@example.police.uk")
        set("referrer_reference", "D\(number)")
        set("under_18", isChild ? "yes" : isUnsure ? "not-sure" : "no")
        if isChild || isUnsure {
            set("local_authority", place.council)
            set("local_authority_phone", "020 7946 0\(random.number(100...999))")
            set("local_authority_email", "childrens.services@example.gov.uk")
        } else {
            set("under_18_when_exploited", random.chance(14) ? "yes" : "no")
        }
        life(background, &random)
        exploitation(story, background, place.town, &random)
        police(place.force, &random)
        if declines {
            set("consents_to_referral", "no")
            set(
                "refusal_reason",
                random.pick([
                    "Does not want to leave the area.", "Is afraid for relatives.",
                    "Does not want the Home Office to know.",
                ]))
            set("gender", "female")
            set("nationality", background.nationality)
            return
        }
        set("consents_to_referral", "yes")
        person(background, &random)
        contact(&random)
        set("current_town", place.town)
        set("current_county", place.county)
        for (field, value) in [
            ("referrer_given_name", "Sam"), ("referrer_family_name", random.pick(["Doyle", "Ahmed", "Kerr"])),
            ("referrer_role", "Police constable"), ("referrer_phone", "020 7946 0123"),
            ("referrer_alternative_email", "team@example.police.uk"),
        ] { set(field, value) }
    }

    private mutating func set(_ field: String, _ value: String) { answers[field] = value }

    private func pickBackground(_ random: inout DemoRandom) -> DemoPeople.Background {
        var draw = random.number(0...99)
        for background in DemoPeople.backgrounds {
            draw -= background.weight
            if draw < 0 { return background }
        }
        return DemoPeople.backgrounds[0]
    }

    private func pickNation(_ random: inout DemoRandom) -> String {
        switch random.number(0...99) {
        case ..<84: "england"
        case ..<90: "wales"
        case ..<97: "scotland"
        default: "northern-ireland"
        }
    }

    private mutating func life(_ background: DemoPeople.Background, _ random: inout DemoRandom) {
        set("birthplace", "A town in \(background.country)")
        set(
            "family",
            random.pick([
                "A mother and three brothers.", "Grew up with an aunt.", "In care since the age of eight.",
                "Two children, with their grandmother.",
            ]))
        set("education", random.pick(["Eight years of school.", "Left school without exams.", "Trained as a tailor."]))
        set(
            "employment_history",
            isChild ? "None." : random.pick(["Farm work.", "A market stall.", "A clothes factory.", "Bar work."]))
        set("more_than_one_situation", "no")
        set("current_town", "Croydon")
        set("current_county", "Greater London")
    }

    private mutating func exploitation(
        _ story: DemoPeople.Story, _ background: DemoPeople.Background, _ town: String, _ random: inout DemoRandom
    ) {
        set(story.box, "true")
        let began = receivedOn.adding(days: -random.number(90...900))
        set("exploitation_dates", "\(began.spelledOut) until a few weeks ago")
        set("how_it_started", "They \(story.began).")
        set("what_they_had_to_do", "They " + story.work.replacing("%@", with: random.pick(story.places)) + ".")
        set(
            "living_conditions",
            random.pick([
                "Five people in one room, one bed.", "They slept where they worked.",
                "A room that was locked from outside at night.",
            ]))
        set("how_they_were_treated", random.pick(DemoPeople.treatment) + " " + random.pick(DemoPeople.treatment))
        let moved = random.chance(55)
        set("taken_somewhere", moved ? "yes" : "no")
        if moved {
            set(
                "journey_details",
                random.pick([
                    "By car at night, phone switched off.", "By coach and a small boat.",
                    "By train, with a ticket somebody else bought.",
                ]))
        }
        let still = random.chance(8)
        set("still_in_situation", still ? "yes" : "no")
        if still {
            set("what_keeps_them_there", "A debt, and what was said about their family.")
        } else {
            set(
                "how_they_left",
                random.pick([
                    "They walked out when a door was left open.", "Police came to the address.",
                    "A customer drove them to a station.",
                ]))
        }
        set("last_contact", random.pick(["within-the-last-week", "within-the-last-month", "within-the-last-3-month"]))
        set("last_contact_details", "Messages from a number that they did not know.")
        set("reported_before", "no")
        set("why_not_reported_before", "They were afraid, and did not know that help exists.")
        set("saw_indicators", "yes")
        set(
            "indicators_seen",
            random.pick([
                "No documents, one set of clothes, watched from a car.",
                "Old bruises; somebody else answered for them.", "Missing from home, two phones, cash.",
            ]))
        set(
            "interview_details",
            random.pick([
                "At the station with an interpreter on the phone.", "At a drop-in centre, over two visits.",
                "In hospital, alone.",
            ]))
        set("professional_insight", "The account was consistent and given slowly.")
        set("credibility_concerns", "no")
        set("other_professionals", "no")
        let abroad = background.nationality != "british" && random.chance(40)
        set("exploited_where", abroad ? "uk-and-overseas" : "uk")
        set("uk_place_1", town)
        if abroad { set("overseas_country_1", background.country) }
        set(
            "exploiter_details",
            random.pick([
                "Two men, first names only.", "A couple who run the business.", "An older boy and people he works for.",
            ]))
        set("exploiters_location_known", "no")
        set("other_victims", random.pick(["no", "not-sure"]))
        set("future_exploitation_concerns", "yes")
        set("future_exploitation_reasons", "They say that the debt is not paid.")
    }

    private mutating func police(_ force: String, _ random: inout DemoRandom) {
        let known = random.chance(50)
        set("crime_reference_known", known ? "yes" : "no")
        if known {
            set("police_force", force)
            set("crime_reference", "\(random.number(10...99))/\(random.number(10_000...99_999))/26")
        }
        set("will_work_with_authorities", declines ? "no" : random.chance(45) ? "yes" : "no")
    }

    private mutating func person(_ background: DemoPeople.Background, _ random: inout DemoRandom) {
        let given = random.pick(background.given)
        set("given_name", given.name)
        set("family_name", random.pick(background.family))
        set("gender", given.gender)
        set("nationality", background.nationality)
        let age = isChild ? random.number(12...16) : isUnsure ? 18 : random.number(19...58)
        let born = receivedOn.adding(months: -12 * age).adding(days: -random.number(1...300))
        // Once in a while the answer and the date of birth do not agree, as in life.
        let contradiction = !isChild && !isUnsure && random.chance(3)
        set("date_of_birth", (contradiction ? receivedOn.adding(months: -12 * 16) : born).description)
        set("has_children", "no")
        set("needs_interpreter", background.language == nil ? "no" : "yes")
        if let language = background.language { set("language", language) }
        set("needs_communication_help", "no")
        set("home_office_reference_known", "no")
    }

    private mutating func contact(_ random: inout DemoRandom) {
        guard !isChild, !isUnsure else { return }
        set("wants_support", "yes")
        if random.chance(60) {
            set("phone_answer", "yes")
            set("phone", "07700 900\(random.number(100...999))")
        } else {
            set("phone_answer", "no")
            set("no_phone_reason", "The phone was taken. Leave word at the drop-in centre, never by text.")
        }
        set("decision_contact", "potential-victim")
        set("contact_channels", "email")
        set("contact_email", "person\(number)@example.org")
        set("email_is_safe", "true")
    }
}
