package import CustodianContract

/// A share at rest that does not open: it was changed or moved, or another sealing key sealed it.
package struct UnusableShare: Error, CustomStringConvertible {
    package let name: ShareName
    package let cause: any Error

    package var description: String {
        "the share of key \(name.key), version \(name.version), shard \(name.shard) does not open (\(cause))"
    }
}
