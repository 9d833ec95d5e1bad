import Casework
import Ledger
import Synchronization

/// How many requests a key may send: in memory, each server for itself.
public final class RequestPace: Sendable {
    /// Requests in a minute.
    public static let usual = 600
    private static let window: Int64 = 60_000

    private struct Window {
        var start: Int64
        var count: Int
    }

    private let ledger: Ledger
    private let most: Int
    private let windows = Mutex<[String: Window]>([:])

    public init(_ access: Access, most: Int = RequestPace.usual) {
        ledger = access.ledger
        self.most = most
    }

    /// Counts a request.
    ///
    /// - Returns: `nil` when it may go on; else the seconds after which another may.
    public func wait(for key: String) -> Int? {
        let now = ledger.now.milliseconds
        return windows.withLock { windows in
            if windows.count > 10_000 { windows = windows.filter { now - $0.value.start < RequestPace.window } }
            var window = windows[key] ?? Window(start: now, count: 0)
            if !(0..<RequestPace.window).contains(now - window.start) { window = Window(start: now, count: 0) }
            window.count += 1
            windows[key] = window
            guard window.count > most else { return nil }
            return max(1, Int((window.start + RequestPace.window - now + 999) / 1_000))
        }
    }
}
