import Foundation
import StrictJSON
import Synchronization

/// What the program says to a terminal.
enum Terminal {
    /// A reader that went away (`firmground … | head`) ends the output, not the program with a signal.
    static func ignoreBrokenPipes() {
        signal(SIGPIPE, SIG_IGN)
    }

    static func complain(_ text: String) {
        FileHandle.standardError.write(Data((text + "\n").utf8))
    }

    static func say(_ text: String) {
        try? FileHandle.standardOutput.write(contentsOf: Data((text + "\n").utf8))
    }

    static func say(_ json: JSON) {
        say(json.text)
    }

    static var errorIsTerminal: Bool { isatty(2) == 1 }

    /// Text in columns, each as wide as its widest cell.
    static func table(_ rows: [[String]], header: [String]) -> String {
        let all = [header] + rows
        let widths = header.indices.map { column in all.map { $0[column].count }.max() ?? 0 }
        return all.enumerated().map { index, row in
            let line = row.enumerated().map { column, cell in
                column == row.count - 1 ? cell : cell + String(repeating: " ", count: widths[column] - cell.count)
            }.joined(separator: "  ")
            return index == 0
                ? line + "\n" + widths.map { String(repeating: "─", count: $0) }.joined(separator: "  ") : line
        }.joined(separator: "\n")
    }
}

/// A bar on a terminal, a line now and then elsewhere; on standard error, so that output stays clean.
final class Progress: Sendable {
    private struct State {
        var lastShown: ContinuousClock.Instant
        var lastLine: ContinuousClock.Instant
    }

    private let label: String
    private let unit: String?
    private let started: ContinuousClock.Instant
    private let state: Mutex<State>
    private let isTerminal = Terminal.errorIsTerminal
    private let isSilent: Bool

    /// - Parameter unit: what is counted; `nil` where only the share done is known.
    init(_ label: String, unit: String?, isSilent: Bool = false) {
        self.label = label
        self.unit = unit
        self.isSilent = isSilent
        let now = ContinuousClock.now
        started = now
        state = Mutex(State(lastShown: now - .seconds(1), lastLine: now))
    }

    /// - Parameters:
    ///   - done: how many of the unit.
    ///   - share: 0 to 1 where the end is known.
    func show(_ done: Int, share: Double? = nil) {
        guard !isSilent else { return }
        let now = ContinuousClock.now
        let isDue = state.withLock { state in
            let wait: Duration = isTerminal ? .milliseconds(100) : .seconds(10)
            guard now - (isTerminal ? state.lastShown : state.lastLine) >= wait else { return false }
            state.lastShown = now
            state.lastLine = now
            return true
        }
        if isDue { write(done, share, now, isLast: false) }
    }

    func finish(_ done: Int) {
        guard !isSilent else { return }
        write(done, 1, .now, isLast: true)
    }

    private func write(_ done: Int, _ share: Double?, _ now: ContinuousClock.Instant, isLast: Bool) {
        let percent = Int((share ?? 0) * 100)
        var line = label + "  "
        if let share, isTerminal {
            let filled = Int(max(0, min(1, share)) * 24)
            line += "[" + String(repeating: "█", count: filled) + String(repeating: "·", count: 24 - filled) + "] "
        }
        if let unit {
            let seconds = max(0.001, (now - started) / .seconds(1))
            if share != nil, isTerminal { line += "\(percent)%  " }
            line += "\(Progress.grouped(done)) \(unit), \(Progress.grouped(Int(Double(done) / seconds))) a second"
        } else {
            line += "\(percent)%"
        }
        let end = isTerminal && !isLast ? "" : "\n"
        FileHandle.standardError.write(Data(((isTerminal ? "\r\u{1B}[2K" : "") + line + end).utf8))
    }

    static func grouped(_ number: Int) -> String {
        var digits = String(number)
        var position = digits.count - 3
        while position > 0 {
            digits.insert(",", at: digits.index(digits.startIndex, offsetBy: position))
            position -= 3
        }
        return digits
    }
}
