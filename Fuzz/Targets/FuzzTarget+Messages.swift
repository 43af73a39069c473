import AuditLog
import ByteCoding
import CustodianContract
import Entropy
import KeyGeneration
import KeyMap
import KeyMaterial
import Placement
import SecretSharing

/// The canonical messages between nodes. New forms go to the end: the numbers stand in the corpora.
extension FuzzTarget {
    /// Records of the key map, and its signed changes.
    static let records = FuzzTarget(
        "records",
        forms: [
            .canonical(KeyRecord.self) { (record) throws(BrokenProperty) in
                for seen in record.inEveryRegion {
                    try require(seen.encoded == record.encoded, "a key is another record in \(seen.region)")
                }
                _ = record.deletingDue(at: Timestamp(microseconds: 1_795_262_400_000_000))
            },
            .canonical(AliasRecord.self), .canonical(CustodianRecord.self), .canonical(KeyMapChange.self),
            .canonical(SignedChange.self) { (change) throws(BrokenProperty) in
                var state = KeyMapState()
                try? state.apply(change, hubKey: [UInt8](repeating: 0, count: 32))
                try require(state.head == .empty, "a change without the hub's signature was applied")
            },
            .canonical(KeyMapHead.self), .canonical(SignedHead.self), .canonical(AuditHead.self),
            .canonical(PlacementPolicy.self), .canonical(KeyState.self), .canonical(RegionalKey.self),
            .canonical(BirthStatement.self),
        ])

    /// What gateways, hub and custodians say to each other.
    static let calls = FuzzTarget(
        "calls",
        forms: [
            .canonical(ControlCall.self), .canonical(KeyChange.self), .canonical(KeyReplication.self),
            .canonical(KeyOperation.self), .canonical(MaterialStep.self), .canonical(PermitRequest.self),
            .canonical(SignedPermit.self), .canonical(ShareRelease.self), .canonical(PermitClose.self),
            .canonical(ImportToken.self), .canonical(ImportParameters.self), .canonical(ShareName.self),
            .canonical(MemberSet.self), .canonical(WrappedMaterial.self), .canonical(EntropyReport.self),
        ])

    /// The messages of a key generation.
    static let ceremonies = FuzzTarget(
        "ceremonies",
        forms: [
            .canonical(KeyGenerationParameters.self), .canonical(SignedMessage.self),
            .canonicalBytes(Announcement.self), .canonicalBytes(Revelation.self), .canonicalBytes(Dealing.self),
            .canonicalBytes(Verdict.self),
        ])
}
