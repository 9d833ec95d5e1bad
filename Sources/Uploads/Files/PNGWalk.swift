/// Follows a PNG from chunk to chunk (ISO/IEC 15948, section 5) to its `IEND`. What stands behind that is no hindrance.
struct PNGWalk: Sendable {
    static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

    private static let end: UInt32 = 0x4945_4E44
    private static let data: UInt32 = 0x4944_4154

    /// What is still to be passed over: at first the signature, later a chunk’s content and check value.
    private var left = PNGWalk.signature.count
    /// Length and type of a chunk, as far as they were read.
    private var start: UInt64 = 0
    private var startBytes = 0
    private var hasData = false
    private var isInEnd = false

    /// Whether picture data and the end were seen.
    private(set) var isWhole = false

    mutating func take(_ bytes: UnsafeBufferPointer<UInt8>) {
        var position = 0
        while position < bytes.count, !isWhole {
            if left > 0 {
                let step = min(left, bytes.count - position)
                position += step
                left -= step
                if left == 0, isInEnd { isWhole = hasData }
                continue
            }
            if isInEnd { return }
            start = start << 8 | UInt64(bytes[position])
            startBytes += 1
            position += 1
            if startBytes == 8 { enterChunk() }
        }
    }

    private mutating func enterChunk() {
        let type = UInt32(truncatingIfNeeded: start)
        left = Int(start >> 32) + 4
        start = 0
        startBytes = 0
        if type == PNGWalk.data { hasData = true }
        if type == PNGWalk.end { isInEnd = true }
    }
}
