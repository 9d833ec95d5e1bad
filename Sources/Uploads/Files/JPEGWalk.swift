/// Follows a JPEG from marker to marker (ITU-T T.81, annex B), so that its end is told from that of a preview inside it, and
/// a film that a telephone puts behind it is no hindrance.
struct JPEGWalk: Sendable {
    private enum Place: Sendable {
        /// Between segments or in the data of a scan: up to the next `FF`.
        case data
        /// Behind an `FF`.
        case code
        /// At the first and at the second byte of a segment’s length.
        case length
        case lowLength(high: Int)
        case segment(left: Int)
        case end
    }

    private var place = Place.data
    private var hasScan = false

    /// Whether the end of the picture was seen, with a scan before it.
    var isWhole: Bool {
        if case .end = place { true } else { false }
    }

    mutating func take(_ bytes: UnsafeBufferPointer<UInt8>) {
        var position = 0
        while position < bytes.count {
            switch place {
            case .data:
                position = bytes.position(of: 0xFF, from: position)
                if position == bytes.count { return }
                place = .code
                position += 1
            case .code:
                place = placeAfter(code: bytes[position])
                position += 1
            case .length:
                place = .lowLength(high: Int(bytes[position]) << 8)
                position += 1
            case .lowLength(let high):
                // The length counts its own two bytes.
                place = .segment(left: max(0, high + Int(bytes[position]) - 2))
                position += 1
            case .segment(let left):
                let step = min(left, bytes.count - position)
                position += step
                place = step < left ? .segment(left: left - step) : .data
            case .end: return
            }
        }
    }

    private mutating func placeAfter(code: UInt8) -> Place {
        switch code {
        case 0xFF: return .code  // fill
        case 0x00, 0x01, 0xD0...0xD8: return .data  // without a length; in a scan `FF 00` is a plain `FF`
        case 0xD9: return hasScan ? .end : .data
        default:
            if code == 0xDA { hasScan = true }
            return .length
        }
    }
}
