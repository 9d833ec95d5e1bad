extension Checker {
    func checkCalendars() {
        for nation in rulebook.nations {
            needsWords(nation.title, "the nation \(nation.nation)", name: "rulebook", in: "rulebook.yaml")
            if rulebook.calendars[nation.calendar] == nil {
                report(
                    "rulebook",
                    "The nation \(nation.nation) names the calendar “\(nation.calendar)”: there is none in the folder calendars."
                )
            }
        }
        let years = neededYears
        for calendar in rulebook.calendars.values.sorted(by: { $0.id < $1.id }) {
            let name = "calendar \(calendar.id)"
            needsWords(calendar.title, "the calendar \(calendar.id)", name: name, in: "calendars")
            for year in years where !calendar.knownYears.contains(year) {
                report(
                    name, in: "calendars", "The calendar \(calendar.id) has no bank holidays for \(year): add the year."
                )
            }
            for year in calendar.knownYears {
                for day in calendar.holidays(in: year) ?? [] where day.weekday > 5 {
                    report(
                        name, in: "calendars",
                        "\(day) in the calendar \(calendar.id) is a weekend: write the day on which the holiday is kept."
                    )
                }
            }
            for (day, reason) in calendar.oneOff {
                needsWords(reason, "the one-off holiday \(day)", name: name, in: "calendars")
                if calendar.holidays(in: day.year)?.contains(day) != true {
                    report(
                        name, in: "calendars",
                        "\(day) is a one-off holiday but not in the list of its year: add it there.")
                }
            }
        }
    }

    /// From the first year in which working days count to the last year that any calendar knows.
    private var neededYears: ClosedRange<Int> {
        let counted = rulebook.rules.values.flatMap(\.values).filter { $0.unit == .workingDays && $0.status.drives }
        let last = rulebook.calendars.values.compactMap(\.knownYears.last).max() ?? 2009
        let first = counted.compactMap(\.period.from?.year).min() ?? last
        return min(first, last)...last
    }
}
