import Synchronization

/// The titles that lists opened lately, by their sealed bytes: a worklist shows the same names to everybody who works on it,
/// and opening a name costs more than everything else about its line.
///
/// Whoever asks must hold the dossier's wrapped key from the same read, so an erased dossier has no title here either.
final class OpenedTitles: Sendable {
    /// Then all are forgotten and gathered anew; some three megabytes.
    private static let most = 10_000

    private let titles = Mutex<[[UInt8]: String]>([:])

    /// The title sealed in `sealed`, opened by `open` unless it was before.
    func title(_ sealed: [UInt8], open: () -> String?) -> String? {
        if let known = titles.withLock({ $0[sealed] }) { return known }
        guard let title = open() else { return nil }
        titles.withLock { titles in
            if titles.count >= OpenedTitles.most { titles.removeAll() }
            titles[sealed] = title
        }
        return title
    }
}
