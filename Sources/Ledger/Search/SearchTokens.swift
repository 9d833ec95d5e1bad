import Casework
import Crypto
import Rulebook

/// The keyed blind index: 48 bits of an HMAC of what is searched for. Whoever has only the database cannot tell what a token stands for.
struct SearchTokens {
    let ring: KeyRing

    /// The part of the index that a dossier's tokens stand in. Tokens are random, so each new one changes a page somewhere in the
    /// index; with a part for every 131,072 dossiers, those pages are few however large the ledger grows. A search
    /// looks into each part, the newest first.
    static func segment(of dossier: Int64) -> Int64 { dossier >> 17 }

    enum Kind: UInt8 {
        case name = 1
        case date, phone, reference
    }

    func token(_ kind: Kind, _ text: String) -> Int64 {
        ring.code(kind.rawValue, text).withUnsafeBytes { bytes in
            bytes.prefix(6).reduce(0) { $0 << 8 | Int64($1) }
        }
    }

    /// The tokens of the answers in an entry, each once.
    func tokens(of entry: Entry, search: DossierDefinition.Search) -> Set<Int64> {
        tokens(search) { $0.record == entry.record ? entry.fields[$0.field] : nil }
    }

    /// The tokens of answers that an entry takes back and that nothing on the dossier says any more.
    ///
    /// - Parameters:
    ///   - before: the dossier without the entry; with the answers that are searched.
    ///   - after: the dossier with it.
    func takenBack(
        by entry: Entry, from before: DossierState?, to after: DossierState, search: DossierDefinition.Search
    ) -> Set<Int64> {
        guard let before, entry.fields.values.contains(where: \.plain.isEmpty) else { return [] }
        let gone = tokens(search) { path in
            guard path.record == entry.record, entry.fields[path.field]?.plain.isEmpty == true else { return nil }
            return before.record(entry.record, instance: entry.instance)?.fields[path.field]
        }
        return gone.isEmpty ? [] : gone.subtracting(tokens(search) { after.answer($0) })
    }

    private func tokens(_ search: DossierDefinition.Search, _ answer: (FieldPath) -> FieldValue?) -> Set<Int64> {
        var tokens: Set<Int64> = []
        func each(_ paths: [FieldPath], _ body: (String) -> Void) {
            for path in paths {
                if let value = answer(path), !value.plain.isEmpty { body(value.plain) }
            }
        }
        each(search.names) { name in
            for word in NameFolding.words(name) { tokens.insert(token(.name, NameFolding.sound(of: word))) }
        }
        each(search.dates) { tokens.insert(token(.date, $0)) }
        each(search.phones) { phone in
            if let digits = SearchTokens.phone(phone) { tokens.insert(token(.phone, digits)) }
        }
        each(search.references) { text in
            if let plain = SearchTokens.reference(text) { tokens.insert(token(.reference, plain)) }
        }
        return tokens
    }

    /// The last nine digits of a phone number, so that `+44 7700 900123` and `07700 900 123` are the same; `nil` for fewer than six.
    static func phone(_ text: String) -> String? {
        let digits = text.utf8.filter { $0 >= 48 && $0 <= 57 }
        return digits.count < 6 ? nil : String(decoding: digits.suffix(9), as: UTF8.self)
    }

    /// Letters and digits of a reference, capital; `nil` for fewer than four.
    static func reference(_ text: String) -> String? {
        let plain = text.uppercased().unicodeScalars.filter {
            $0.properties.isAlphabetic || $0.properties.numericType != nil
        }
        guard plain.count >= 4 else { return nil }
        var result = ""
        result.unicodeScalars.append(contentsOf: plain)
        return result
    }
}
