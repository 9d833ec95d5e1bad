/// Markup as a list of tags and texts in which white space and the spelling of entities no longer matter.
///
/// Names, attributes, their order, their values, the order of classes and the nesting all still do.
func normalised(_ html: String) -> [String] {
    var pieces: [String] = []
    var text = ""
    var rest = html[...]
    while let open = rest.firstIndex(of: "<") {
        text += rest[..<open]
        flush(&text, into: &pieces)
        guard let close = end(of: rest[open...]) else { break }
        pieces.append(tidyTag(String(rest[open...close])))
        rest = rest[rest.index(after: close)...]
    }
    text += rest
    flush(&text, into: &pieces)
    return pieces
}

/// The bracket that closes a tag; one inside quotes does not count.
private func end(of tag: Substring) -> Substring.Index? {
    var isQuoted = false
    return tag.indices.first { index in
        if tag[index] == "\"" { isQuoted.toggle() }
        return tag[index] == ">" && !isQuoted
    }
}

private func flush(_ text: inout String, into pieces: inout [String]) {
    let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    if !words.isEmpty { pieces.append(decoded(words)) }
    text = ""
}

private func tidyTag(_ tag: String) -> String {
    let words = decoded(tag.split(whereSeparator: \.isWhitespace).joined(separator: " "))
    return words.replacing(" >", with: ">").replacing(" />", with: ">").replacing("/>", with: ">")
        .replacing("=\" ", with: "=\"")
}

private func decoded(_ text: String) -> String {
    let entities = [
        ("&lt;", "<"), ("&gt;", ">"), ("&#34;", "\""), ("&quot;", "\""), ("&#39;", "'"), ("&ctdot;", "⋯"),
        ("&amp;", "&"),
    ]
    return entities.reduce(text) { $0.replacing($1.0, with: $1.1) }
}
