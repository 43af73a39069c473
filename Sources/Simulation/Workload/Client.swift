import AWSProtocol
import Crypto
import GatewayTestSupport
import KeyMap
import SteadyTime
import StrictJSON

/// A client that works with keys, checks every answer by itself, and remembers what it was told.
struct Client: Sendable {
    let number: Int
    let fleet: SimulatedFleet
    let facts: Facts
    /// Whether every request has to be served.
    let mustBeServed: Bool
    var dice: Dice
    private var requests = 0
    private var own: [String] = []

    init(_ number: Int, _ fleet: SimulatedFleet, _ facts: Facts, mustBeServed: Bool, dice: Dice) {
        self.number = number
        self.fleet = fleet
        self.facts = facts
        self.mustBeServed = mustBeServed
        self.dice = dice
    }

    /// Works until a moment.
    mutating func work(until end: ContinuousClock.Instant) async {
        while fleet.clock.now < end {
            await act()
            try? await fleet.clock.sleep(for: dice.duration(1...80))
        }
    }

    private mutating func act() async {
        let keys = facts.keys
        guard !keys.isEmpty, !(own.count < 2 && dice.isOne(in: 12)) else { return await create() }
        if dice.isOne(in: 10), let id = own.randomElement(using: &dice), !mustBeServed { return await change(id) }
        let key = dice.pick(keys)
        switch key.kind {
        case .encryption, .replicated:
            let known = facts.ciphertexts.filter { $0.key == key.id }
            if known.isEmpty || dice.isOne(in: 3) { await encrypt(key) } else { await decrypt(dice.pick(known)) }
        case .signing: await sign(key)
        case .mac: await generateMac(key)
        }
    }

    // MARK: Keys

    mutating func create(_ wanted: Facts.Kind? = nil) async {
        let kind = wanted ?? dice.pick(Facts.Kind.allCases)
        let body =
            switch kind {
            case .encryption: "{}"
            case .replicated: #"{"Tags":[{"TagKey":"quorate:suite","TagValue":"replicated-aes"}]}"#
            case .signing: #"{"KeySpec":"ECC_NIST_EDWARDS25519","KeyUsage":"SIGN_VERIFY"}"#
            case .mac: #"{"KeySpec":"HMAC_256","KeyUsage":"GENERATE_VERIFY_MAC"}"#
            }
        guard let made = await send(.createKey, body), made.isDone, let id = made.answer?["KeyMetadata"]?["KeyId"]?.text
        else { return }
        var publicKey: [UInt8] = []
        if kind == .signing {
            // It may be that nobody answers; then the key is made, and is not used here.
            guard let got = await send(.getPublicKey, #"{"KeyId":"\#(id)"}"#, to: made.gateway.site), got.isDone else {
                return
            }
            publicKey = got.answer?.blob("PublicKey") ?? []
        }
        facts.add(Facts.Key(id: id, kind: kind, publicKey: publicKey, knownAt: made.gateway))
        own.append(id)
    }

    /// Disables a key of this client's, or enables it again.
    private mutating func change(_ id: String) async {
        guard let key = facts.key(id) else { return }
        let disables = key.standing == .enabled || key.standing == .unknown && dice.isOne(in: 2)
        facts.update(id) { key in
            key.standing = .unknown
            key.changes += 1
        }
        let done = await send(disables ? .disableKey : .enableKey, #"{"KeyId":"\#(id)"}"#)
        guard let done, done.isDone else { return }
        facts.update(id) { key in
            key.standing = disables ? .disabled : .enabled
            key.knownAt = done.gateway
        }
    }

    // MARK: Uses

    private mutating func encrypt(_ key: Facts.Key) async {
        let plaintext = bytes(Int.random(in: 1...64, using: &dice))
        let context = dice.isOne(in: 2) ? "{}" : #"{"purpose":"\#(dice.next() % 1_000)"}"#
        let body =
            #"{"KeyId":"\#(key.id)","Plaintext":"\#(Base64.encode(plaintext))","EncryptionContext":\#(context)}"#
        guard let done = await use(.encrypt, body, of: key), let blob = done.answer?.blob("CiphertextBlob") else {
            return
        }
        facts.add(Facts.Ciphertext(key: key.id, blob: blob, plaintext: plaintext, context: context))
    }

    private mutating func decrypt(_ known: Facts.Ciphertext) async {
        guard let key = facts.key(known.key) else { return }
        let body =
            #"{"CiphertextBlob":"\#(Base64.encode(known.blob))","EncryptionContext":\#(known.context)}"#
        guard let done = await use(.decrypt, body, of: key) else { return }
        if done.answer?.blob("Plaintext") != known.plaintext {
            fleet.faults.report("\(done.description): another plaintext than was encrypted")
        }
    }

    private mutating func sign(_ key: Facts.Key) async {
        let message = bytes(Int.random(in: 1...100, using: &dice))
        let body =
            #"{"KeyId":"\#(key.id)","Message":"\#(Base64.encode(message))","SigningAlgorithm":"ED25519_SHA_512"}"#
        guard let done = await use(.sign, body, of: key), let signature = done.answer?.blob("Signature") else { return }
        let publicKey = try? Curve25519.Signing.PublicKey(rawRepresentation: key.publicKey.suffix(32))
        if publicKey?.isValidSignature(signature, for: message) != true {
            fleet.faults.report("\(done.description): a signature that does not verify")
        }
    }

    private mutating func generateMac(_ key: Facts.Key) async {
        let known = facts.codes.filter { $0.key == key.id }
        let code = known.isEmpty || dice.isOne(in: 2) ? nil : dice.pick(known)
        let message = code?.message ?? bytes(20)
        let body = #"{"KeyId":"\#(key.id)","Message":"\#(Base64.encode(message))","MacAlgorithm":"HMAC_SHA_256"}"#
        guard let done = await use(.generateMac, body, of: key), let mac = done.answer?.blob("Mac") else { return }
        if let code, code.mac != mac {
            fleet.faults.report("\(done.description): another code than before of the same message")
        }
        facts.add(Facts.Code(key: key.id, message: message, mac: mac))
    }

    /// A use of a key, and whether it was right to be served or refused.
    ///
    /// - Returns: nil unless it was served.
    private mutating func use(_ operation: KMSOperation, _ body: String, of key: Facts.Key) async -> Exchange? {
        // As it is when the request is sent, not as it was when the key was chosen.
        guard let before = facts.key(key.id), let exchange = await send(operation, body) else { return nil }
        let after = facts.key(key.id)
        let isStill = after?.changes == before.changes && after?.standing == before.standing
        if exchange.isDone {
            facts.update(key.id) { $0.uses += 1 }
            if isStill, before.standing == .disabled, before.knownAt == exchange.gateway {
                fleet.faults.report("\(exchange.description): served where the key is known to be disabled")
            }
            return exchange
        }
        guard let error = exchange.error else { return nil }
        judge(error, exchange, key: before, isStill: isStill)
        return nil
    }

    /// Whether a refusal was one that may be.
    private func judge(_ error: String, _ exchange: Exchange, key: Facts.Key, isStill: Bool) {
        let isEnabled = isStill && key.standing == .enabled
        let isHere = key.knownAt == exchange.gateway
        switch error {
        // Too few in reach, or too slow.
        case "KeyUnavailableException", "DependencyTimeoutException":
            // A gateway has sums of replicated keys checked by one more than a quorum, which a calm does not leave.
            if mustBeServed, key.kind != .replicated {
                fleet.faults.report("\(exchange.description): \(exchange.answer?.message ?? "")")
            }
        // A gateway that has not heard of the key, or of its being enabled; a quorum that has heard of more than the gateway.
        case "NotFoundException", "DisabledException":
            if isEnabled, isHere { fleet.faults.report("\(exchange.description): refused where the key is known") }
        // So too few custodians have heard that it is enabled.
        case "KMSInvalidStateException": break
        default: fleet.faults.report("\(exchange.description): \(exchange.answer?.message ?? "")")
        }
    }

    // MARK: Requests

    private mutating func send(_ operation: KMSOperation, _ body: String, to site: Site? = nil) async -> Exchange? {
        requests += 1
        let gateway = fleet.gateways.first { $0.site == site } ?? dice.pick(fleet.gateways)
        return await fleet.send(operation, body, to: gateway, id: "request-\(number)-\(requests)")
    }

    private mutating func bytes(_ count: Int) -> [UInt8] {
        (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &dice) }
    }
}
