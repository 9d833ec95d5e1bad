extension Ledger {
    /// A reference that nobody has had before, for what stands beside the ledger and needs a name.
    public func freshReference() -> Reference { surroundings.reference() }
}
