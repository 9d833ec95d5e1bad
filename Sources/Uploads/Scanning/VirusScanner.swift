/// Looks for harmful software in a file before anybody may open it.
public protocol VirusScanner: Sendable {
    /// Reads a whole file and says what was found in it.
    ///
    /// - Parameter parts: the bytes of the file, in order. When it throws, the answer is ``ScanResult/unavailable``.
    /// - Returns: ``ScanResult/clean`` only when every byte was read and looked at.
    func scan(_ parts: some AsyncSequence<[UInt8], any Error> & Sendable) async -> ScanResult
}

/// What a scanner says of one file.
public enum ScanResult: Sendable, Hashable {
    /// Everything was looked at and nothing was found.
    case clean
    /// Something harmful was found. The name is the scanner’s own, visible ASCII of at most 200 bytes, for logs.
    case infected(name: String)
    /// Nobody can say: the scanner does not answer, answers something else, or did not look at everything. The file stays
    /// where nobody can open it, and may be scanned again.
    case unavailable
}
