import Markup

/// The day on which an action was done: today, unless it is recorded later.
struct DayInput {
    let answers: FormAnswers
    let faults: FormFaults

    func write(to page: inout HTMLWriter) {
        let (day, month, year) = answers.date(FormFaults.day)
        page.add(
            DateInput(
                id: FormFaults.day, legend: "Day on which it was done",
                values: [.day: day, .month: month, .year: year],
                hint: "Change it only if you record this later than it was done", error: faults.message(FormFaults.day))
        )
    }
}
