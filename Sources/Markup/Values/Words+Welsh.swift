extension Words {
    /// The words in Welsh.
    public static let welsh: Words = {
        var words = Words()
        words.language = "cy"

        words.error = "Gwall"
        words.thereIsAProblem = "Mae problem wedi codi"
        words.day = "Diwrnod"
        words.month = "Mis"
        words.year = "Blwyddyn"
        words.upToCharacters = "Gallwch roi hyd at %{count} o nodau"
        words.upToWords = "Gallwch roi hyd at %{count} o eiriau"
        words.show = "Dangos"
        words.hide = "Cuddio"
        words.showPassword = "Dangos y cyfrinair"
        words.hidePassword = "Cuddio’r cyfrinair"
        words.passwordShown = "Mae eich cyfrinair i’w weld"
        words.passwordHidden = "Mae eich cyfrinair wedi’i guddio"

        words.warning = "Rhybudd"
        words.success = "Llwyddiant"
        words.important = "Pwysig"

        words.skipToMainContent = "Neidio i’r prif gynnwys"
        words.back = "Yn ôl"
        words.previous = "Blaenorol"
        words.next = "Nesaf"
        words.page = "tudalen"
        words.pagination = "Tudalennau"
        words.breadcrumb = "Briwsion bara"
        words.menu = "Dewislen"
        words.serviceInformation = "Gwybodaeth am y gwasanaeth"
        words.contents = "Cynnwys"
        words.supportLinks = "Dolenni cymorth"
        words.emergency = "Argyfwng"
        words.exitThisPage = "Gadael y dudalen hon"

        words.beforeYouMakeContact = "Cyn i chi gysylltu"
        words.never = "Byth"
        words.element = "Elfen"
        words.evidence = "Tystiolaeth"
        words.finding = "Canfyddiad"

        words.months = [
            "Ionawr", "Chwefror", "Mawrth", "Ebrill", "Mai", "Mehefin",
            "Gorffennaf", "Awst", "Medi", "Hydref", "Tachwedd", "Rhagfyr",
        ]
        words.today = "heddiw"
        words.tomorrow = "yfory"
        words.yesterday = "ddoe"
        words.inDays = Numbered(one: "mewn 1 diwrnod", two: "mewn %{count} ddiwrnod", other: "mewn %{count} diwrnod")
        words.inWorkingDays = Numbered(
            one: "mewn 1 diwrnod gwaith", two: "mewn %{count} ddiwrnod gwaith", other: "mewn %{count} diwrnod gwaith")
        words.daysLate = Numbered(
            one: "1 diwrnod yn hwyr", two: "%{count} ddiwrnod yn hwyr", other: "%{count} diwrnod yn hwyr")
        words.workingDaysLate = Numbered(
            one: "1 diwrnod gwaith yn hwyr", two: "%{count} ddiwrnod gwaith yn hwyr",
            other: "%{count} diwrnod gwaith yn hwyr")
        words.daysAgo = Numbered(
            one: "1 diwrnod yn ôl", two: "%{count} ddiwrnod yn ôl", other: "%{count} diwrnod yn ôl")
        words.workingDaysAgo = Numbered(
            one: "1 diwrnod gwaith yn ôl", two: "%{count} ddiwrnod gwaith yn ôl", other: "%{count} diwrnod gwaith yn ôl"
        )
        return words
    }()
}
