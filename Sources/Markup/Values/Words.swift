/// The fixed words that components write of themselves, in one language.
///
/// A page has one set. `%{count}` stands for a number.
public struct Words: Sendable {
    /// The code of the language, for the `lang` attribute.
    public var language = "en"

    // Forms
    public var error = "Error"
    public var thereIsAProblem = "There is a problem"
    public var day = "Day"
    public var month = "Month"
    public var year = "Year"
    public var upToCharacters: Counted = "You can enter up to %{count} characters"
    public var upToWords: Counted = "You can enter up to %{count} words"
    public var show = "Show"
    public var hide = "Hide"
    public var showPassword = "Show password"
    public var hidePassword = "Hide password"
    public var passwordShown = "Your password is visible"
    public var passwordHidden = "Your password is hidden"

    // Notices
    public var warning = "Warning"
    public var success = "Success"
    public var important = "Important"

    // Finding the way
    public var skipToMainContent = "Skip to main content"
    public var back = "Back"
    public var previous = "Previous"
    public var next = "Next"
    public var page = "page"
    public var pagination = "Pagination"
    public var breadcrumb = "Breadcrumb"
    public var menu = "Menu"
    public var serviceInformation = "Service information"
    public var contents = "Contents"
    public var supportLinks = "Support links"
    public var emergency = "Emergency"
    public var exitThisPage = "Exit this page"

    // Casework
    public var beforeYouMakeContact = "Before you make contact"
    public var never = "Never"
    public var element = "Element"
    public var evidence = "Evidence"
    public var finding = "Finding"

    // Time
    public var months = [
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ]
    public var today = "today"
    public var tomorrow = "tomorrow"
    public var yesterday = "yesterday"
    public var inDays = Numbered(one: "in 1 day", other: "in %{count} days")
    public var inWorkingDays = Numbered(one: "in 1 working day", other: "in %{count} working days")
    public var daysLate = Numbered(one: "1 day late", other: "%{count} days late")
    public var workingDaysLate = Numbered(one: "1 working day late", other: "%{count} working days late")
    public var daysAgo = Numbered(one: "1 day ago", other: "%{count} days ago")
    public var workingDaysAgo = Numbered(one: "1 working day ago", other: "%{count} working days ago")

    /// The words in English.
    public static let english = Words()

    /// English words, to be changed one by one.
    public init() {}
}

/// Wording round a number. `%{count}` marks its place; wording without the mark is used as it stands.
public struct Counted: Sendable, ExpressibleByStringLiteral {
    private let before: String
    private let after: String
    private let isMarked: Bool

    /// Takes a wording apart at its mark.
    public init(stringLiteral wording: String) {
        let parts = wording.split(separator: "%{count}", maxSplits: 1, omittingEmptySubsequences: false)
        before = String(parts[0])
        after = parts.count > 1 ? String(parts[1]) : ""
        isMarked = parts.count > 1
    }

    /// The wording for a number.
    public func text(_ count: Int) -> String {
        isMarked ? before + String(count) + after : before
    }

    func write(_ count: Int, to page: inout HTMLWriter) {
        page.text(before)
        guard isMarked else { return }
        page.text(count)
        page.text(after)
    }
}

/// Wordings for one, two and any other number. Welsh softens the word after two, so two has a form of its own.
public struct Numbered: Sendable {
    let one: Counted
    let two: Counted
    let other: Counted

    public init(one: Counted, two: Counted? = nil, other: Counted) {
        self.one = one
        self.two = two ?? other
        self.other = other
    }

    func form(for count: Int) -> Counted {
        switch count {
        case 1: one
        case 2: two
        default: other
        }
    }
}
