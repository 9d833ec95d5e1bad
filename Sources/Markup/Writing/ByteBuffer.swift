/// Bytes that grow at the end. One owner, no checks for sharing: appending is a comparison and a copy.
///
/// The only place in this target that handles memory by itself. Every write is preceded by `reserve`.
struct ByteBuffer: ~Copyable {
    private var base: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    private var count = 0

    init(capacity: Int) {
        self.capacity = max(capacity, 64)
        base = .allocate(capacity: self.capacity)
    }

    deinit {
        base.deallocate()
    }

    /// The bytes so far, copied once.
    var bytes: [UInt8] {
        [UInt8](UnsafeBufferPointer(start: base, count: count))
    }

    /// Appends a literal as it stands.
    @inline(__always)
    mutating func append(_ literal: StaticString) {
        guard literal.hasPointerRepresentation else { return append(literal.withUTF8Buffer { [UInt8]($0) }) }
        append(literal.utf8Start, literal.utf8CodeUnitCount)
    }

    /// Appends a whole number in decimal digits.
    mutating func append(_ number: Int) {
        reserve(20)
        var rest = number.magnitude
        var digits = 1
        while rest >= 10 {
            rest /= 10
            digits += 1
        }
        if number < 0 {
            base[count] = UInt8(ascii: "-")
            count += 1
        }
        rest = number.magnitude
        for place in (0..<digits).reversed() {
            base[count + place] = UInt8(ascii: "0") + UInt8(rest % 10)
            rest /= 10
        }
        count += digits
    }

    /// Appends bytes from elsewhere.
    mutating func append(_ html: [UInt8]) {
        html.withUnsafeBufferPointer { bytes in
            if let start = bytes.baseAddress { append(start, bytes.count) }
        }
    }

    /// Appends `length` bytes that begin at `start`.
    @inline(__always)
    mutating func append(_ start: UnsafePointer<UInt8>, _ length: Int) {
        reserve(length)
        (base + count).update(from: start, count: length)
        count += length
    }

    /// Makes room for more bytes.
    @inline(__always)
    private mutating func reserve(_ more: Int) {
        if capacity - count < more { grow(by: more) }
    }

    @inline(never)
    private mutating func grow(by more: Int) {
        capacity = max(2 * capacity, count + more)
        let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
        larger.update(from: base, count: count)
        base.deallocate()
        base = larger
    }
}
