import Ledger

/// The ledger's reference of a dossier; the markup's component of the same name shows one.
typealias CaseReference = Reference
