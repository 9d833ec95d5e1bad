import Rulebook

extension RoleDefinition.Sight {
    /// Whether this line of a role opens anything in a record.
    func covers(_ record: String) -> Bool { records?.contains(record) ?? true }
}
