/// A QR code (ISO/IEC 18004): a square of dark and light modules that a telephone reads as a text.
///
/// Made for the address of a one-time secret: bytes, error correction level M, versions 1 to 15, which is up to 412
/// bytes.
///
/// Cost: about two milliseconds for the longest text; the choice of the mask takes most of it.
public struct QRCode: Sendable, Hashable {
    /// How many light modules there have to be around the square.
    public static let quietZone = 4

    /// 1 to 15; each has four modules more a side than the one before.
    public let version: Int
    /// Which of the eight patterns lies over the data.
    public let mask: Int
    /// The modules, row by row from the top; `true` is dark. Without the quiet zone.
    public let modules: [[Bool]]

    /// How many modules a side has, without the quiet zone.
    public var size: Int { modules.count }

    /// The code of a text, in the smallest version that holds it.
    ///
    /// - Parameter text: written as UTF-8.
    /// - Returns: `nil` when the text is longer than 412 bytes.
    public init?(_ text: String) {
        self.init(text, mask: nil)
    }

    /// - Parameter mask: 0 to 7; `nil` for the one that reads best.
    package init?(_ text: String, mask: Int?) {
        let bytes = Array(text.utf8)
        guard let version = QRVersion.holding(bytes.count), mask.map(QRMask.all.contains) ?? true else { return nil }
        let blank = QRMatrix(version, codewords: QRCodewords.interleaved(bytes, in: version))
        let candidates = (mask.map { $0..<$0 + 1 } ?? QRMask.all).map { ($0, blank.masked($0)) }
        guard let best = candidates.min(by: { QRMask.penalty($0.1) < QRMask.penalty($1.1) }) else { return nil }
        self.version = version.number
        (self.mask, modules) = best
    }

    /// By how much the modules are hard to read.
    package var penalty: Int { QRMask.penalty(modules) }
}
