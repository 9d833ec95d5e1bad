import Law
import Rulebook
import Testing

@Suite("The last day of a period")
struct DueDateTests {
    struct Period: Sendable {
        let rule: String
        let nation: String
        let on: String
        let due: String?
        let reason: String
        var area: String?
    }

    static let table: [Period] = [
        Period(
            rule: "recovery_period.minimum", nation: "E", on: "2022-12-12", due: "2023-01-26",
            reason: "45 days, the day after is day one"),
        Period(
            rule: "recovery_period.minimum", nation: "W", on: "2022-12-13", due: "2023-01-12",
            reason: "30 days, the day after is day one"),
        Period(
            rule: "recovery_period.minimum", nation: "S", on: "2023-01-30", due: "2023-02-28",
            reason: "30 days, the day itself is day one"),
        Period(
            rule: "recovery_period.minimum", nation: "NI", on: "2024-02-01", due: "2024-03-01",
            reason: "over the leap day"),
        Period(
            rule: "recovery_period.support", nation: "S", on: "2018-03-31", due: "2018-05-15",
            reason: "45 days of practice"),
        Period(
            rule: "recovery_period.support", nation: "S", on: "2018-04-01", due: "2018-06-29",
            reason: "90 days of statute"),
        Period(
            rule: "recovery_period.support", nation: "NI", on: "2024-05-01", due: "2024-06-15",
            reason: "45 days of statute"),
        Period(rule: "recovery_period.support", nation: "E", on: "2024-05-01", due: nil, reason: "a text gives no day"),
        Period(rule: "reconsideration.window", nation: "E", on: "2022-06-01", due: nil, reason: "no limit"),
        Period(
            rule: "reconsideration.window", nation: "E", on: "2023-11-30", due: "2024-02-29",
            reason: "three months to a leap day"),
        Period(rule: "reconsideration.window", nation: "E", on: "2025-01-15", due: "2025-02-15", reason: "one month"),
        Period(rule: "reconsideration.window", nation: "E", on: "2025-01-16", due: "2025-02-15", reason: "thirty days"),
        Period(
            rule: "reasonable_grounds.target", nation: "E", on: "2026-12-24", due: "2027-01-05",
            reason: "five working days over Christmas"),
        Period(
            rule: "reasonable_grounds.target", nation: "S", on: "2026-12-24", due: "2027-01-06",
            reason: "and 2 January in Scotland"),
        Period(
            rule: "reasonable_grounds.target", nation: "E", on: "2024-06-03", due: "2024-07-18",
            reason: "45 days of a local panel", area: "child_pilot"),
        Period(
            rule: "reasonable_grounds.target", nation: "NI", on: "2024-06-03", due: "2024-06-10",
            reason: "no panel rule in that nation", area: "child_pilot"),
        Period(
            rule: "reasonable_grounds.information_request", nation: "E", on: "2024-05-01", due: nil,
            reason: "the number is not known"),
        Period(rule: "conclusive_grounds.target", nation: "E", on: "2024-05-01", due: nil, reason: "no target"),
    ]

    @Test("Each rule is counted as it says", arguments: table)
    func counted(period: Period) throws {
        let rulebook = UnitedKingdom.rulebook
        let day = try #require(CivilDate(period.on))
        let nation = Nation(period.nation)
        let value = try #require(rulebook.value(of: period.rule, on: day, in: nation, area: period.area))
        let calendar = try #require(rulebook.calendar(of: nation))
        switch try DueDate.of(value, from: day, calendar: calendar) {
        case .on(let due): #expect(due.description == period.due, "\(period.reason)")
        case .notComputable(let why):
            #expect(period.due == nil, "\(period.reason)")
            #expect(!why.isEmpty)
        }
    }
}
