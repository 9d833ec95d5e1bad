import Foundation
@_spi(Testing) import Markup
import Testing

/// One set of parameters and the official markup for it.
struct Expectation: Decodable, Sendable, CustomTestStringConvertible {
    let component: String
    let name: String
    let params: JSON
    let html: String

    var testDescription: String { "\(component): \(name)" }

    static let all: [Expectation] = {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "expected.json")
        guard let data = try? Data(contentsOf: file) else { return [] }
        return (try? JSONDecoder().decode([Expectation].self, from: data)) ?? []
    }()
}

@Suite("Components beside the official ones")
struct OracleTests {
    @Test("A component has the official markup for the same parameters", arguments: Expectation.all)
    func matches(_ expectation: Expectation) throws {
        let (name, params) = (expectation.component, expectation.params)
        let component = try #require(
            formComponent(name, params) ?? contentComponent(name, params) ?? navigationComponent(name, params),
            "no component of ours for \(name)")
        let ours = normalised(component.html().string)
        let theirs = normalised(expectation.html)
        #expect(ours == theirs, "first difference: \(firstDifference(ours, theirs))")
    }

    @Test("Every component has at least two sets of parameters")
    func covers() {
        let counts = Dictionary(grouping: Expectation.all, by: \.component).mapValues(\.count)
        #expect(counts.count == 33)
        #expect(counts.filter { $0.value < 2 }.isEmpty)
    }

    private func firstDifference(_ ours: [String], _ theirs: [String]) -> String {
        let index =
            zip(ours, theirs).enumerated().first { $0.element.0 != $0.element.1 }?.offset
            ?? min(ours.count, theirs.count)
        func piece(_ list: [String]) -> String { index < list.count ? list[index] : "nothing" }
        return "ours \(piece(ours)), theirs \(piece(theirs))"
    }
}
