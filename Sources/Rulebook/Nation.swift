/// A part of the country with law of its own: in the United Kingdom `E`, `W`, `S` and `NI`.
public struct Nation: Hashable, Sendable, Comparable, CustomStringConvertible {
    public let code: String

    public init(_ code: String) {
        self.code = code
    }

    public var description: String { code }

    public static func < (left: Nation, right: Nation) -> Bool { left.code < right.code }
}

/// A nation as the rulebook introduces it.
public struct NationDefinition: Sendable {
    public let nation: Nation
    public let title: Wording
    /// The calendar that bodies of this nation keep.
    public let calendar: String
}
