/// A civil date as people read it: 9 February 2024.
public struct DateText: Component, Equatable {
    public let year: Int
    public let month: Int
    public let day: Int

    /// A date from its parts. They are taken as given; nothing is corrected.
    public init(year: Int, month: Int, day: Int) {
        self.year = year
        self.month = month
        self.day = day
    }

    /// A date from `2024-02-09`.
    ///
    /// - Returns: `nil` for any other shape, a month outside 1 to 12 or a day outside 1 to 31.
    public init?(iso: String) {
        let bytes = Array(iso.utf8)
        guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
            let year = number(bytes[0..<4]), let month = number(bytes[5..<7]), let day = number(bytes[8..<10]),
            (1...12).contains(month), (1...31).contains(day)
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// The date in words.
    public func text(_ words: Words = .english) -> String {
        let name = (1...12).contains(month) ? words.months[month - 1] : String(month)
        return "\(day) \(name) \(year)"
    }

    /// The date for machines: `2024-02-09`.
    public var iso: String {
        padded(year, to: 4) + "-" + padded(month, to: 2) + "-" + padded(day, to: 2)
    }

    /// Writes the words in a `time` element that is never broken over two lines.
    public func write(to page: inout HTMLWriter) {
        page.trusted("<time class=\"fg-date\" datetime=\"")
        page.text(year, digits: 4)
        page.trusted("-")
        page.text(month, digits: 2)
        page.trusted("-")
        page.text(day, digits: 2)
        page.trusted("\">")
        page.text(day)
        page.trusted(" ")
        if page.words.months.indices.contains(month - 1) {
            page.text(page.words.months[month - 1])
        } else {
            page.text(month)
        }
        page.trusted(" ")
        page.text(year)
        page.trusted("</time>")
    }
}

private func number(_ digits: ArraySlice<UInt8>) -> Int? {
    var value = 0
    for digit in digits {
        guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
        value = value * 10 + Int(digit - UInt8(ascii: "0"))
    }
    return value
}

extension HTMLWriter {
    /// Appends a number with noughts before it.
    fileprivate mutating func text(_ number: Int, digits: Int) {
        var limit = 10
        for _ in 1..<digits {
            if number < limit { trusted("0") }
            limit *= 10
        }
        text(number)
    }
}

private func padded(_ value: Int, to width: Int) -> String {
    var digits = String(value)
    while digits.utf8.count < width { digits = "0" + digits }
    return digits
}
