extension [UInt8] {
    /// Two bytes from a place on, the lower one first; `nil` beyond the end.
    func littleEndian16(at place: Int) -> UInt16? {
        guard place >= 0, place + 2 <= count else { return nil }
        return UInt16(self[place]) | UInt16(self[place + 1]) << 8
    }

    /// Four bytes from a place on, the lowest one first; `nil` beyond the end.
    func littleEndian32(at place: Int) -> UInt32? {
        guard let low = littleEndian16(at: place), let high = littleEndian16(at: place + 2) else { return nil }
        return UInt32(low) | UInt32(high) << 16
    }

    /// Every place where some bytes stand, in order. For the few kilobytes at an end of a file.
    func places(of wanted: [UInt8]) -> [Int] {
        guard let first = wanted.first, count >= wanted.count else { return [] }
        return (0...(count - wanted.count)).filter { self[$0] == first && self[$0...].starts(with: wanted) }
    }
}
