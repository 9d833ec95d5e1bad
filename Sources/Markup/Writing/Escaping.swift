/// What happens to characters that change the direction of the text around them.
enum DirectionControls {
    /// They are left out: text in the flow of a page.
    case dropped
    /// They stay: a form control is a world of its own, and what was typed must come back unchanged.
    case kept
}

extension ByteBuffer {
    /// Appends text so that it can stand in an element or between double quotes.
    ///
    /// Escapes `& < > " '`. Embeddings, overrides and isolates (U+202A–U+202E, U+2066–U+2069) are left out
    /// unless they are asked for. One pass; runs without special characters are copied whole.
    mutating func appendEscaped(_ text: String, directionControls: DirectionControls = .dropped) {
        var text = text
        text.withUTF8 { append(escaping: $0, directionControls) }
    }

    private mutating func append(escaping text: UnsafeBufferPointer<UInt8>, _ controls: DirectionControls) {
        guard let start = text.baseAddress else { return }
        var copied = 0
        var index = 0
        while index < text.count {
            let byte = text[index]
            guard isSpecial(byte) else {
                index += 1
                continue
            }
            let length = byte == leadOfDirectionControls ? lengthOfDirectionControl(text, at: index) : 1
            if length == 0 || (length == 3 && controls == .kept) {
                index += 3
                continue
            }
            append(start + copied, index - copied)
            appendReplacement(of: byte)
            index += length
            copied = index
        }
        append(start + copied, text.count - copied)
    }

    private mutating func appendReplacement(of byte: UInt8) {
        switch byte {
        case UInt8(ascii: "&"): append("&amp;")
        case UInt8(ascii: "<"): append("&lt;")
        case UInt8(ascii: ">"): append("&gt;")
        case UInt8(ascii: "\""): append("&#34;")
        case UInt8(ascii: "'"): append("&#39;")
        default: break
        }
    }
}

/// The first byte, in UTF-8, of every character that changes direction (and of most punctuation marks).
private let leadOfDirectionControls: UInt8 = 0xE2

/// One bit for each of `" & ' < >`, all of which are below 64.
private let specialCharacters: UInt64 = 1 << 0x22 | 1 << 0x26 | 1 << 0x27 | 1 << 0x3C | 1 << 0x3E

@inline(__always)
private func isSpecial(_ byte: UInt8) -> Bool {
    byte < 64 ? specialCharacters >> UInt64(byte) & 1 == 1 : byte == leadOfDirectionControls
}

/// Three when the three bytes at `index` are a direction control, otherwise nought.
private func lengthOfDirectionControl(_ text: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
    guard index + 2 < text.count else { return 0 }
    switch (text[index + 1], text[index + 2]) {
    case (0x80, 0xAA...0xAE), (0x81, 0xA6...0xA9): return 3
    default: return 0
    }
}
