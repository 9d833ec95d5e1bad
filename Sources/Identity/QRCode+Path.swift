extension QRCode {
    /// How many modules a side of the drawing has, with the quiet zone: the width and height of its view box.
    public var side: Int { size + 2 * QRCode.quietZone }

    /// The dark modules as the `d` of an SVG path in the view box `0 0 side side`, one run of a row at a time: `M4
    /// 4h7v1h-7z…`.
    ///
    /// Fill it with black on a white ground, whatever the colours of the page are: readers need the contrast that way
    /// round.
    public var path: String {
        var path = ""
        for (row, line) in modules.enumerated() {
            var column = 0
            while column < line.count {
                let length = line[column...].prefix { $0 == line[column] }.count
                if line[column] {
                    path += "M\(column + QRCode.quietZone) \(row + QRCode.quietZone)h\(length)v1h-\(length)z"
                }
                column += length
            }
        }
        return path
    }
}
