import Access
import ArgumentParser
import Foundation
import Ledger
import StrictJSON

struct AccountLoad: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "load", abstract: "Adds people from a CSV file and prints an invitation for each.",
        discussion: """
            The first row names the columns: sign_in, name, role and organisation; unit, areas (codes of councils with | between), \
            starts_on and ends_on may be there. Rows that cannot be taken are told by their line and harm no other. Repeat the \
            file once they are mended: who is there already is told as a fault and stays as they are.
            """)

    @Argument(help: "The file; “-” reads standard input.") var file: String
    @Flag(name: .long, help: "Find the faults and add nobody.") var trial = false
    @OptionGroup var options: LedgerOptions
    @Flag(help: "Answer in JSON.") var json = false

    func run() async throws {
        let desk = try await options.desk()
        let rows = try await desk.accounts.load(table(), by: desk.runner, with: desk.access, isTrial: trial)
        let faults = rows.filter { $0.fault != nil }
        if json {
            Terminal.say(
                .array(
                    rows.map { row in
                        [
                            "line": JSON(row.line), "sign_in": .string(row.signIn),
                            "invitation": row.invitation.map { .string("/invitation/" + $0) } ?? .null,
                            "fault": row.fault.map { .string($0) } ?? .null,
                        ]
                    }))
        } else {
            for row in rows where row.fault == nil {
                Terminal.say(
                    row.invitation.map { "\(row.signIn)  /invitation/\($0)" } ?? "\(row.signIn)  could be added")
            }
            for row in faults { Terminal.complain("Line \(row.line): \(row.fault ?? "")") }
        }
        if !faults.isEmpty {
            let count = faults.count == 1 ? "1 row was" : "\(faults.count) rows were"
            throw Failure(message: json ? "" : "\(count) not added. Mend them and load the file again.")
        }
    }

    private func table() throws -> PeopleTable {
        let data: Data? =
            file == "-" ? FileHandle.standardInput.readDataToEndOfFile() : FileManager.default.contents(atPath: file)
        guard let text = data.flatMap({ String(data: $0, encoding: .utf8) }) else {
            throw Failure(message: "\(file) cannot be read as text. Save it as CSV in UTF-8.")
        }
        do {
            return try PeopleTable(text)
        } catch {
            throw Failure(message: error.description)
        }
    }
}
