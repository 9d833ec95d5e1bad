import Access
import Casework
import Ledger
import Rulebook

/// A moment in words: “today at 14:05”, “3 November 2026 at 09:00”.
enum MomentWords {
    static func words(_ milliseconds: Int64, site: Site) -> String {
        let wall = site.access.wall(Instant(milliseconds: milliseconds))
        let day = wall.day == site.today ? "today" : wall.day.spelledOut
        return "\(day) at \(wall.clock)"
    }
}
