/// A set of sealing classes. One byte: it is asked for every answer of every view.
public struct SealingClasses: OptionSet, Sendable, Hashable {
    public let rawValue: UInt8

    public init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    public init(_ one: SealingClass) {
        self.init(rawValue: 1 << UInt8(one.code))
    }

    public init(_ all: some Sequence<SealingClass>) {
        self = all.reduce(into: []) { $0.formUnion(SealingClasses($1)) }
    }

    public static let open = SealingClasses(.open)
    public static let personal = SealingClasses(.personal)
    public static let contact = SealingClasses(.contact)
    public static let location = SealingClasses(.location)
    public static let narrative = SealingClasses(.narrative)
    public static let immigration = SealingClasses(.immigration)
    public static let intelligence = SealingClasses(.intelligence)

    public static let all = SealingClasses(SealingClass.allCases)
    /// Those whose content is encrypted.
    public static let sealed = SealingClasses(SealingClass.sealed)

    public func contains(_ one: SealingClass) -> Bool { rawValue & (1 << UInt8(one.code)) != 0 }

    public var count: Int { rawValue.nonzeroBitCount }
}
