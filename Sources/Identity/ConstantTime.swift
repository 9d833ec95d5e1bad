/// Whether two byte strings are the same, in a time that depends on their lengths alone.
///
/// For what an attacker may guess at: codes, challenges, hashes. The lengths are not secret.
package func isSame(_ left: some Collection<UInt8>, _ right: some Collection<UInt8>) -> Bool {
    guard left.count == right.count else { return false }
    return zip(left, right).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
}
