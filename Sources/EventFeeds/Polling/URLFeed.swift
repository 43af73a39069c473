import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1

/// A feed at an address of http or https.
package struct URLFeed: FeedSource {
    private static let mostRedirects = 5

    private let address: FeedAddress
    private let mostBytes: Int
    private let timeout: Double

    /// - Parameters:
    ///   - mostBytes: of an answer.
    ///   - timeout: seconds for all of an attempt.
    /// - Throws: ``URLFeedError``.
    package init(_ url: String, mostBytes: Int = EventFeed.mostBytes, timeout: Double = 30) throws(URLFeedError) {
        guard let address = FeedAddress(url) else {
            throw URLFeedError(
                .badAddress,
                "this is no address of a feed: write one that begins with https:// or http:// and has no user or password, and a port up to 65535 if any"
            )
        }
        precondition(timeout > 0 && timeout <= 86_400, "an attempt takes up to a day")
        self.address = address
        self.mostBytes = mostBytes
        self.timeout = timeout
    }

    /// One GET, conditional on there being another version than the known one. Certificates are verified.
    ///
    /// - Throws: ``URLFeedError``, and `CancellationError` where the task is cancelled.
    package func fetch(_ validators: FeedValidators) async throws -> FeedAnswer {
        do {
            return try await withThrowingTaskGroup(of: FeedAnswer.self) { group in
                group.addTask { try await answer(validators) }
                // The client's own deadline ends when the head of an answer is there.
                group.addTask {
                    try await Task.sleep(for: .seconds(timeout))
                    throw URLFeedError(.timeout, "\(address.host) did not answer completely within \(timeout) s")
                }
                defer { group.cancelAll() }
                guard let answer = try await group.next() else { throw CancellationError() }
                return answer
            }
        } catch {
            try Task.checkCancellation()
            if let error = error as? URLFeedError { throw error }
            throw URLFeedError(
                .unreachable,
                "\(address.host) cannot be reached, see whether it is up and the address right: \(FeedText.title("\(error)"))"
            )
        }
    }

    private func answer(_ validators: FeedValidators) async throws -> FeedAnswer {
        var configuration = HTTPClient.Configuration()
        // Followed here, where it is seen what they lead to.
        configuration.redirectConfiguration = .disallow
        // The next attempt is as good as a second one within this.
        configuration.connectionPool.retryConnectionEstablishment = false
        return try await HTTPClient.withHTTPClient(configuration: configuration) { try await follow($0, validators) }
    }

    private func follow(_ client: HTTPClient, _ validators: FeedValidators) async throws -> FeedAnswer {
        var address = address
        for _ in 0...Self.mostRedirects {
            let response = try await client.execute(request(address, validators), deadline: .distantFuture)
            switch response.status {
            case .ok: return try await document(response)
            case .notModified where !validators.isEmpty: return .unchanged
            case .movedPermanently, .found, .seeOther, .temporaryRedirect, .permanentRedirect:
                address = try redirected(response, from: address)
            default:
                throw URLFeedError(
                    .status, "\(address.host) answers \(response.status.code); look at the address in a browser",
                    status: response.status.code)
            }
        }
        throw URLFeedError(
            .badRedirect, "\(self.address.host) redirects more than \(Self.mostRedirects) times; give the last address")
    }

    private func request(_ address: FeedAddress, _ validators: FeedValidators) -> HTTPClientRequest {
        var request = HTTPClientRequest(url: address.url.absoluteString)
        request.headers.add(name: "User-Agent", value: "quorate")
        if let tag = validators.entityTag { request.headers.add(name: "If-None-Match", value: tag) }
        if let date = validators.lastModified { request.headers.add(name: "If-Modified-Since", value: date) }
        return request
    }

    private func document(_ response: HTTPClientResponse) async throws -> FeedAnswer {
        do {
            let body = try await response.body.collect(upTo: mostBytes)
            let validators = FeedValidators(
                entityTag: Self.validator("ETag", response), lastModified: Self.validator("Last-Modified", response))
            return .changed(Array(body.readableBytesView), validators)
        } catch is NIOTooManyBytesError {
            throw URLFeedError(
                .tooLong, "\(address.host) answers with more than \(mostBytes) bytes, which is the most that is read")
        }
    }

    /// One that is very long is not worth the bytes that it would take to send it back.
    private static func validator(_ name: String, _ response: HTTPClientResponse) -> String? {
        response.headers.first(name: name).flatMap { (1...EventFeed.longestText).contains($0.utf8.count) ? $0 : nil }
    }

    private func redirected(_ response: HTTPClientResponse, from address: FeedAddress) throws(URLFeedError)
        -> FeedAddress
    {
        guard let text = response.headers.first(name: "Location"), let next = FeedAddress(text, relativeTo: address)
        else {
            throw URLFeedError(.badRedirect, "\(address.host) redirects to what is no address of http or https")
        }
        guard next.isSecure || !address.isSecure else {
            throw URLFeedError(
                .badRedirect, "\(address.host) redirects from https to http, where anyone could change the feed")
        }
        return next
    }
}
