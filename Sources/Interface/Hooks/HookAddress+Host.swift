extension HookAddress {
    /// Endings of names that lead nowhere public.
    private static let inside: Set<Substring> = [
        "localhost", "local", "localdomain", "internal", "intranet", "lan", "home", "corp", "private", "test",
        "invalid",
        "onion", "arpa",
    ]

    /// Where a host leads, as far as its text tells.
    static func reach(of host: String) throws(Fault) -> InternetAddress.Reach {
        if host.utf8.contains(UInt8(ascii: ":")) {
            guard let address = InternetAddress(host) else { throw .malformed }
            return address.reach
        }
        let labels = host.split(separator: ".", omittingEmptySubsequences: false)
        guard let last = labels.last, host.utf8.count <= 253, labels.allSatisfy(isLabel) else { throw .malformed }
        if isNumeric(last) {
            // `0x7f.1`, `2130706433` and `0177.0.0.1` are all 127.0.0.1 to some programs.
            guard let address = InternetAddress(host) else { throw .spelling }
            return address.reach
        }
        if host == "localhost" { return .loopback }
        return labels.count < 2 || inside.contains(last) ? .elsewhere : .everywhere
    }

    /// What a program might take for a number: digits, or hexadecimal after `0x`.
    private static func isNumeric(_ label: Substring) -> Bool {
        label.utf8.allSatisfy { (48...57).contains($0) } || label.hasPrefix("0x")
    }

    private static func isLabel(_ label: Substring) -> Bool {
        (1...63).contains(label.utf8.count) && label.utf8.first != UInt8(ascii: "-")
            && label.utf8.last != UInt8(ascii: "-")
            && label.utf8.allSatisfy { (48...57).contains($0) || (97...122).contains($0) || $0 == 45 || $0 == 95 }
    }
}
