import Rulebook

/// Something for each sealing class, by its code.
struct ClassTable<Value: Sendable>: Sendable {
    private var values: [Value?] = Array(repeating: nil, count: SealingClass.allCases.count)

    subscript(_ sealingClass: SealingClass) -> Value? {
        get { values[sealingClass.code] }
        set { values[sealingClass.code] = newValue }
    }
}
