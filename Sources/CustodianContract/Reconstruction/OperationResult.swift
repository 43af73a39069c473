package import KeyMap

/// What came of an operation with a key that a quorum rebuilt, and who took part.
package struct OperationResult: Hashable, Sendable {
    /// The bytes that the operation yields, for the client that asked.
    package let output: [UInt8]
    /// Who sent the shares.
    package let custodians: [CustodianID]
    /// Members that answered wrongly, and were passed over.
    package let liars: [CustodianID]
    /// Permits that it took: 1 where nobody failed.
    package let attempts: Int

    package init(output: [UInt8], custodians: [CustodianID], liars: [CustodianID], attempts: Int) {
        self.output = output
        self.custodians = custodians
        self.liars = liars
        self.attempts = attempts
    }
}
