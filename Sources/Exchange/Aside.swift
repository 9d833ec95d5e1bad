import StrictJSON

/// What a line says beyond the questions of the rulebook: kept as JSON text, never interpreted.
struct Aside {
    private var texts: [String: String] = [:]
    private var groups: [String: [JSON.Member]] = [:]

    /// Keeps an answer to a question that the rulebook does not know, under the key it came with.
    mutating func keep(_ member: JSON.Member) {
        texts[member.key] = member.value.text
    }

    /// Keeps what belongs to a known question, under the question's id as an object by the keys it came with: a rule
    /// that withholds the question then withholds this too.
    mutating func keep(_ member: JSON.Member, of question: String) {
        groups[question, default: []].append(member)
    }

    var content: [String: String] {
        guard !groups.isEmpty else { return texts }
        var content = texts
        for (question, members) in groups {
            // The id of a question may also come as the key of a stranger; the two share the place.
            let stranger =
                texts[question].flatMap { try? JSON(text: $0) }.map { [JSON.Member(key: question, value: $0)] } ?? []
            content[question] = JSON.object(members + stranger).text
        }
        return content
    }
}
