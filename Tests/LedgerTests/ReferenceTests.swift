import Ledger
import TestSupport
import Testing

@Suite("References")
struct ReferenceTests {
    static let references: [Reference] = {
        var numbers = SeededNumbers(seed: 7)
        return (0..<200).map { _ in Reference.random(using: &numbers) }
    }()

    static let symbols = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")

    @Test("A reference is written in groups of four, four and three and read back")
    func roundTrip() throws {
        for reference in Self.references {
            let text = reference.description
            #expect(text.split(separator: "-").map(\.count) == [4, 4, 3])
            #expect(Reference(text) == reference)
        }
    }

    @Test("No single wrong character is taken for another reference")
    func wrongCharacter() {
        for reference in Self.references {
            let text = Array(reference.description)
            for place in text.indices where text[place] != "-" {
                for symbol in Self.symbols where symbol != text[place] {
                    var wrong = text
                    wrong[place] = symbol
                    #expect(Reference(String(wrong)) == nil, "\(reference) with \(symbol) at \(place)")
                }
            }
        }
    }

    @Test("No two swapped neighbours are taken for another reference")
    func swapped() {
        for reference in Self.references {
            let text = Array(reference.description.filter { $0 != "-" })
            for place in 0..<(text.count - 1) where text[place] != text[place + 1] {
                var wrong = text
                wrong.swapAt(place, place + 1)
                #expect(Reference(String(wrong)) == nil, "\(reference) swapped at \(place)")
            }
        }
    }

    @Test(
        "A reference is read as people write it",
        arguments: [
            ("0", "O", "capital O for zero"), ("0", "o", "small o for zero"), ("1", "I", "capital I for one"),
            ("1", "l", "small l for one"), ("-", "", "without hyphens"), ("-", " ", "with spaces"),
            ("-", " - ", "with both"),
        ])
    func spelling(symbol: String, typed: String, reason: String) {
        for reference in Self.references {
            let text = reference.description.replacing(symbol, with: typed)
            #expect(Reference(text) == reference, "\(reason)")
            #expect(Reference(" \(text.lowercased()) ") == reference, "\(reason), small, with spaces around")
        }
    }

    @Test(
        "What is no reference is not read",
        arguments: [
            "", "7KD2-M9QX-W3", "7KD2-M9QX-W3TT", "UUUU-UUUU-UUU", "7KD2_M9QX_W3T", "７KD2-M9QX-W3T", "-----------",
        ])
    func nonsense(text: String) {
        #expect(Reference(text) == nil)
        // Hyphens are for the eye: more of them change nothing. Anything else after a reference does.
        let isOnlyHyphens = text.allSatisfy { $0 == "-" }
        #expect((Reference(Self.references[0].description + text) == nil) != isOnlyHyphens)
        #expect(Reference(Self.references[0].description.replacing("-", with: "_")) == nil)
    }

    @Test("Only numbers of fifty bits whose check is a letter or digit make a reference")
    func numbers() {
        #expect(Reference(number: -1) == nil)
        #expect(Reference(number: 1 << 50) == nil)
        #expect(Reference(number: 0) != nil)
        for number in Int64(0)..<37 { #expect((Reference(number: number) != nil) == (number < 32)) }
    }
}
