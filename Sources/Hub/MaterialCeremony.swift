import CustodianContract
import KeyMap
import Secrets
import SteadyTime

/// Has one member of a committee make a key's material, and all members certify it. Learns nothing: the material passes
/// encrypted to the version's secret.
struct MaterialCeremony: Sendable {
    let fleet: String
    let share: ShareName
    let spec: KeySpec
    let shard: KeyShard
    /// One a member, in the order of the indices.
    let links: [any CeremonyLink]
    /// All custodians' Ed25519 keys, from the charter.
    let identityKeys: [CustodianID: [UInt8]]
    let random: any RandomSource
    let clock: any SteadyClock

    /// - Parameter limit: how long all of it may take.
    /// - Throws: ``HubError`` that names who was out of reach or refused.
    func run(limit: Duration) async throws(HubError) -> WrappedMaterial {
        try await bounded(limit) { () throws(HubError) in
            guard let maker = links.randomElement(by: random) else {
                throw HubError(.placement, "The committee of key \(share.key) has no members.")
            }
            let made = try await ask(maker, .make)
            guard made.maker == maker.custodian, !made.publicKey.isEmpty, isSigned(made, in: made, by: maker.custodian)
            else {
                throw HubError(
                    .ceremonyFailed, "Custodian \(maker.custodian) broke the making of key material.",
                    custodians: [maker.custodian])
            }
            return try await certified(made)
        }
    }

    /// Has material certified that came from outside.
    ///
    /// - Parameter material: with its maker's signature alone.
    /// - Throws: ``HubError``.
    func certify(_ material: WrappedMaterial, limit: Duration) async throws(HubError) -> WrappedMaterial {
        // The requester that wrapped it: a member of the committee, or a custodian without shares.
        guard isSigned(material, in: material, by: material.maker) else {
            throw HubError(
                .ceremonyFailed, "The imported material does not carry the signature of a custodian of this fleet.")
        }
        return try await bounded(limit) { () throws(HubError) in try await certified(material) }
    }

    private func bounded(
        _ limit: Duration, _ body: @escaping @Sendable () async throws(HubError) -> WrappedMaterial
    ) async throws(HubError) -> WrappedMaterial {
        let result = await withTaskGroup(of: Result<WrappedMaterial, HubError>.self) { group in
            group.addTask {
                do throws(HubError) {
                    return .success(try await body())
                } catch {
                    return .failure(error)
                }
            }
            group.addTask {
                try? await clock.sleep(for: limit)
                return .failure(
                    HubError(.custodianUnreachable, "The making of \(spec.rawValue) material took too long; try again.")
                )
            }
            defer { group.cancelAll() }
            return await group.next() ?? .failure(HubError(.ceremonyFailed, "No material was made."))
        }
        return try result.get()
    }

    private func certified(_ made: WrappedMaterial) async throws(HubError) -> WrappedMaterial {
        do {
            return try await withThrowingTaskGroup(of: (Int, [UInt8]).self) { group in
                for (position, link) in links.enumerated() {
                    group.addTask {
                        // Not in one expression: Swift 6.3 miscompiles an `await` inside the tuple in release builds.
                        let signature = try await signature(of: link, under: made)
                        return (position, signature)
                    }
                }
                var signatures: [Int: [UInt8]] = [:]
                for try await (position, signature) in group { signatures[position] = signature }
                return made.signed(links.indices.compactMap { signatures[$0] })
            }
        } catch {
            throw error as? HubError ?? HubError(.ceremonyFailed, "The making of key material ended: \(error)")
        }
    }

    private func signature(
        of link: any CeremonyLink, under made: WrappedMaterial
    ) async throws(HubError) -> [UInt8] {
        let certified = try await ask(link, .certify(made))
        guard isSigned(certified, in: made, by: link.custodian) else {
            throw HubError(
                .ceremonyFailed, "Custodian \(link.custodian) certified no material.", custodians: [link.custodian])
        }
        return certified.signatures[0]
    }

    /// Whether an answer is the custodian's good signature over what the maker made. One that is not would make a key that
    /// no replica takes.
    private func isSigned(_ answer: WrappedMaterial, in made: WrappedMaterial, by custodian: CustodianID) -> Bool {
        guard answer.signatures.count == 1, let key = identityKeys[custodian] else { return false }
        let statement = WrappedMaterial.statement(
            fleet: fleet, key: share.key, version: share.version, spec: spec, secret: shard.publicKey, material: made)
        return IdentitySignature.isValid(answer.signatures[0], over: statement, by: key)
    }

    private func ask(
        _ link: any CeremonyLink, _ action: MaterialStep.Action
    ) async throws(HubError) -> WrappedMaterial {
        do {
            return try await link.material(
                MaterialStep(share: share, spec: spec, secret: shard.publicKey, action: action))
        } catch let refusal as Refusal {
            throw HubError(
                .ceremonyFailed, "Custodian \(link.custodian) broke off the making of key material: \(refusal.message)",
                custodians: [link.custodian])
        } catch {
            throw HubError(
                .custodianUnreachable,
                "Custodian \(link.custodian), which the key's placement needs, is out of reach; start it and try again.",
                custodians: [link.custodian])
        }
    }
}
