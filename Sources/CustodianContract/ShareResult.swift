package import KeyMap

/// What a custodian answers to a ``ShareUse``. Encoded elements and scalars: whoever reads them decodes and checks.
package enum ShareResult: Hashable, Sendable {
    case partial(PRFPartial)
    case agreement(AgreementPartial)
    case nonces(NonceBatch)
    case signature(SignatureShare)
    case performed(OperationResult)
    case importParameters(ImportParameters)
    case refused(Refusal)
}

/// Z_i, and where asked for the proof (A1, A2, s) that it is the share's.
package struct PRFPartial: Hashable, Sendable {
    package let epoch: Epoch
    package let element: [UInt8]
    package let proof: Proof?
    /// The batch of which it is one, which has a proof for all: nil where it has its own, or none was asked for.
    package let batch: PartialBatch?

    package struct Proof: Hashable, Sendable {
        package let first: [UInt8]
        package let second: [UInt8]
        package let response: [UInt8]

        package init(first: [UInt8], second: [UInt8], response: [UInt8]) {
            self.first = first
            self.second = second
            self.response = response
        }
    }

    package init(epoch: Epoch, element: [UInt8], proof: Proof?, batch: PartialBatch? = nil) {
        self.epoch = epoch
        self.element = element
        self.proof = proof
        self.batch = batch
    }
}

/// z_i and fresh commitments for later signatures.
package struct SignatureShare: Hashable, Sendable {
    package let epoch: Epoch
    package let share: [UInt8]
    package let fresh: NonceBatch?

    package init(epoch: Epoch, share: [UInt8], fresh: NonceBatch?) {
        self.epoch = epoch
        self.share = share
        self.fresh = fresh
    }
}

/// Why a custodian did not compute.
package struct Refusal: Error, Hashable, Sendable {
    package enum Code: UInt8, Sendable {
        case malformed = 1
        case unknownShare = 2
        case wrongEpoch = 3
        case forbidden = 4
        case unknownNonce = 5
        case unavailable = 6
        /// What the client sent does not go with the key: a ciphertext, a public key, a digest's length.
        case invalidInput = 7
        /// The share serves another request; it will be free in a moment.
        case busy = 8
        /// What was to be imported is no material for the key.
        case wrongMaterial = 9
    }

    package let code: Code
    package let message: String

    package init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }
}
