/// What is wrong with a field of the settings. Never repeats the value: it may be a secret.
public struct SettingsFault: Sendable, Hashable, CustomStringConvertible {
    /// The field, such as `roles[2].group`; empty for the file as a whole.
    public let field: String
    /// A sentence that says what is expected.
    public let message: String

    /// Field and message in one line.
    public var description: String { field.isEmpty ? message : "\(field): \(message)" }
}

/// Everything that is wrong with the settings.
public struct SettingsFaults: Error, Sendable, Hashable, CustomStringConvertible {
    /// In the order of the fields as they are read.
    public let faults: [SettingsFault]

    /// One line for each.
    public var description: String { faults.map(\.description).joined(separator: "\n") }
}
