import Markup
import Rulebook

extension DateText {
    init(_ day: CivilDate) {
        let (year, month, day) = day.components
        self.init(year: year, month: month, day: day)
    }
}
