import ByteCoding
import FleetIdentity
import KeyMap

extension FuzzTarget {
    /// What nodes show and sign on their way into a fleet: charters, invitations, requests to join, tokens.
    static let identities = FuzzTarget(
        "identities",
        forms: [
            .canonical(FleetCharter.self), .canonical(SignedCharter.self), .canonical(Invitation.self),
            .canonical(JoinRequest.self) { (request) throws(BrokenProperty) in
                try requireRefusal("a request to join that the fleet's root has not invited") {
                    try request.verify(rootPublicKey: strangersKey, at: nil)
                }
            },
            FuzzForm { (bytes) throws(BrokenProperty) in
                guard let request = try? CertificateRequest(decoding: bytes) else { return false }
                try require(request.encoded == bytes, "a certificate request is read from other bytes than it keeps")
                try require(!request.isBound(to: strangersKey), "a stranger vouches for a certificate request")
                return true
            },
            FuzzForm { (bytes) throws(BrokenProperty) in
                guard let token = try? JoinToken(text: String(decoding: bytes, as: UTF8.self)) else { return false }
                let text = token.text
                guard let again = try? JoinToken(text: text) else {
                    throw BrokenProperty("a join token does not read its own text")
                }
                try require(again.text == text, "a join token has another text after its own")
                try require(again.invitation == token.invitation, "a join token changes in its text")
                return true
            },
        ], mutations: 2_000)

    /// Ed25519, of RFC 8032, section 7.1, test 1: a key that signed nothing here.
    private static let strangersKey =
        Hexadecimal.decode("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a") ?? []

    private static func requireRefusal(_ what: String, _ body: () throws -> Void) throws(BrokenProperty) {
        do {
            try body()
        } catch {
            return
        }
        throw BrokenProperty("\(what) is let in")
    }
}
