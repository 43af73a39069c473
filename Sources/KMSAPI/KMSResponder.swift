import AWSProtocol
import Gateway
import HTTPTypes
import Hummingbird
import KeyMap
import NIOCore
import Secrets
import Telemetry

/// Turns HTTP requests into calls of the gateway: limits the body, verifies the signature, names the operation.
struct KMSResponder: HTTPResponder {
    /// The longest body that is read. The longest that any operation needs is an attestation document of 256 KiB in base64.
    static let bodyLimit = 1_048_576

    let gateway: KMSGateway
    let clients: KMSClientDirectory
    let regions: KMSRegions
    /// Whether requests come over TLS.
    let isSecure: Bool
    /// Nil where nothing is recorded.
    private let tracer: Tracer?
    private let verifier: SignatureVerifier

    init(
        gateway: KMSGateway, clients: KMSClientDirectory, regions: KMSRegions, isSecure: Bool, tracer: Tracer? = nil
    ) {
        self.tracer = tracer
        self.gateway = gateway
        self.clients = clients
        self.regions = regions
        self.isSecure = isSecure
        verifier = SignatureVerifier(secrets: clients)
    }

    func respond(to request: Request, context: KMSRequestContext) async throws -> Response {
        let requestID = UniqueID.make(SystemRandom().bytes(16))
        switch (request.method, request.uri.path) {
        case (.post, "/"):
            let details = CallDetails(
                requestID: requestID, sourceAddress: context.sourceAddress, userAgent: request.headers[.userAgent],
                invocationID: request.header("amz-sdk-invocation-id"), isSecure: isSecure)
            return Response(try await answer(request, details), requestID: requestID)
        case (.get, "/live"):
            return Response(status: .ok, contentType: "text/plain", body: Array("live\n".utf8), requestID: requestID)
        default:
            let error = AWSError(
                .unknownOperation,
                "This is the KMS API of Quorate. POST to / with an operation in X-Amz-Target, or GET /live.")
            return Response(status: .notFound, contentType: .awsJSON, body: error.body, requestID: requestID)
        }
    }

    private func answer(_ request: Request, _ details: CallDetails) async throws -> KMSAnswer {
        let target = Result { () throws(AWSError) in try KMSOperation(target: request.header("x-amz-target")) }
        let operation = try? target.get()
        guard let body = try await Self.body(of: request) else {
            let error = AWSError(
                .validation, "The request body is longer than \(Self.bodyLimit) bytes. Send a shorter one.")
            return await gateway.refuse(error, details, operation: operation)
        }
        var region: String?
        var client: AuthenticatedClient?
        do throws(AWSError) {
            let signed = SignableRequest(request, body: body)
            let identity = try verifier.verify(signed, now: gateway.now().microseconds / 1_000_000)
            region = identity.region
            client = clients.client(accessKey: identity.accessKeyID)
            guard let client else {
                throw AWSError(
                    .unrecognizedClient, "The access key in the request was revoked or ended just now. Use another one."
                )
            }
            guard regions.contains(identity.region) else {
                throw AWSError(.invalidSignature, "Credential should be scoped to a valid region.")
            }
            let isRetryKnown = identity.signedHeaders.contains("amz-sdk-invocation-id")
            return await answer(
                KMSCall(
                    details: isRetryKnown ? details : details.withoutInvocationID, operation: try target.get(),
                    client: client, region: identity.region, body: body),
                in: TraceContext(fields: request.headers.lazy.map { ($0.name.canonicalName, $0.value) }))
        } catch {
            return await gateway.refuse(error, details, operation: operation, client: client, region: region)
        }
    }

    /// Answers a call whose sender is known: nobody else may have anything recorded.
    ///
    /// - Parameter context: the trace that the client says it belongs to.
    private func answer(_ call: KMSCall, in context: TraceContext?) async -> KMSAnswer {
        let span = tracer?.begin(
            "KMS/\(call.operation.rawValue)", from: context,
            attributes: [
                ("rpc.system", .text("aws-api")), ("rpc.service", .text("KMS")),
                ("rpc.method", .text(call.operation.rawValue)), ("cloud.region", .text(call.region)),
                ("quorate.request.id", .text(call.details.requestID)),
            ])
        guard let context = span?.context ?? context else { return await gateway.answer(call) }
        let answer = await Tracing.$current.withValue(context) { await gateway.answer(call) }
        span?.end(
            error: answer.errorName,
            attributes: [("http.response.status_code", .integer(answer.status))]
                + (answer.key.map { [("quorate.key.id", .text($0))] } ?? []))
        return answer
    }

    /// The whole body, or nil where it is longer than ``bodyLimit``.
    private static func body(of request: Request) async throws -> [UInt8]? {
        if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > bodyLimit { return nil }
        do {
            let buffer = try await request.body.collect(upTo: bodyLimit)
            return Array(buffer.readableBytesView)
        } catch is NIOTooManyBytesError {
            return nil
        }
    }
}
